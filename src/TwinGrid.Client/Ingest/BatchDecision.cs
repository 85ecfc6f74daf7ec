using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>The server's decision on one batch, committed under <see cref="Durability"/>.</summary>
public sealed record BatchDecision
{
    /// <summary>Its partition.</summary>
    public required uint Partition { get; init; }

    /// <summary>Its number in the lane.</summary>
    public required ulong Seq { get; init; }

    /// <summary>Samples in it.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples that were accepted.</summary>
    public int Accepted => Samples - Rejected.Sum(count => (int)count.Count);

    /// <summary>Samples that were not, by code.</summary>
    public IReadOnlyList<RejectedCount> Rejected { get; init; } = [];

    /// <summary>The first hundred of them.</summary>
    public IReadOnlyList<ItemError> Items { get; init; } = [];

    /// <summary>The server knows that it decided but no longer what: <see cref="Rejected"/> may be incomplete.</summary>
    public bool ResultsExpired { get; init; }

    /// <summary>It was committed in an earlier run and not sent again.</summary>
    public bool AlreadyCommitted { get; init; }

    /// <summary>Class of the ack.</summary>
    public Durability Durability { get; init; }

    /// <summary>Time from its first sending to the ack.</summary>
    public TimeSpan Latency { get; init; }
}

/// <summary>A lane's stream opened, or ended.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="HighWaterMark">The server's, when it opened.</param>
/// <param name="Error">Why it ended or did not open; null when it opened or drained.</param>
public sealed record LaneNotice(uint Partition, ulong Epoch, bool Open, ulong HighWaterMark, string? Error);

/// <summary>What a producer has done so far, summed over its lanes. Samples that were sent again count once.</summary>
public sealed record ProducerStatistics
{
    /// <summary>Samples given to the server.</summary>
    public long SentSamples { get; init; }

    /// <summary>Samples acked and accepted.</summary>
    public long AckedSamples { get; init; }

    /// <summary>Samples acked and rejected, by code.</summary>
    public IReadOnlyDictionary<string, long> RejectedSamples { get; init; } = new Dictionary<string, long>();

    /// <summary>Samples that were committed in an earlier run.</summary>
    public long SkippedSamples { get; init; }

    /// <summary>Batches sent more than once.</summary>
    public long ResentBatches { get; init; }

    /// <summary>Batches declared as lost.</summary>
    public long LostBatches { get; init; }

    /// <summary>Batches whose results the server no longer knew.</summary>
    public long ExpiredResults { get; init; }

    /// <summary>Streams opened after the first of each lane.</summary>
    public long Reconnects { get; init; }

    /// <summary>Bytes waiting for their ack.</summary>
    public long UnackedBytes { get; init; }
}
