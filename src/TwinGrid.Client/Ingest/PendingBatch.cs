namespace TwinGrid.Client.Ingest;

/// <summary>A batch that a lane holds, until it is acked and for a while after.</summary>
internal sealed class PendingBatch
{
    /// <summary>Number in the lane.</summary>
    public required ulong Seq { get; set; }

    /// <summary>Count of batches of the lane before it, whatever their epochs.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Samples in it.</summary>
    public required int Samples { get; init; }

    /// <summary>Length of its encoded columns.</summary>
    public required int BodyLength { get; init; }

    /// <summary>Encoded columns; null while only the spool holds them.</summary>
    public ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>Where the spool holds it.</summary>
    public SpoolPlace? Place { get; set; }

    /// <summary>Read from the spool of an earlier run, so it may have been sent before.</summary>
    public bool Recovered { get; init; }

    /// <summary>Times it was sent in this run.</summary>
    public int Sends { get; set; }

    /// <summary>Timestamp of its first sending.</summary>
    public long FirstSent { get; set; }

    /// <summary>Whether its decision was told to the caller. It is sent again after a restore, but told once.</summary>
    public bool Told { get; set; }

    /// <summary>When its ack came, clock's time.</summary>
    public DateTimeOffset DecidedAt { get; set; }

    /// <summary>Bytes as the server counts them.</summary>
    public int WireBytes => IngestFrame.BatchSize(Seq, BodyLength);
}

/// <summary>Place of a batch's body in a spool.</summary>
/// <param name="Segment">Number of the segment file.</param>
/// <param name="Offset">Of the body, bytes from its start.</param>
internal readonly record struct SpoolPlace(long Segment, long Offset);
