namespace TwinGrid.Contracts.Ingest;

/// <summary>A producer as its partition sees it. Counters since the partition's first record unless said otherwise.</summary>
public sealed record ProducerStatus
{
    /// <summary>Its name.</summary>
    public required string Producer { get; init; }

    /// <summary>Newest epoch.</summary>
    public ulong Epoch { get; init; }

    /// <summary>Partition number.</summary>
    public int Partition { get; init; }

    /// <summary>Has an open stream.</summary>
    public bool Connected { get; init; }

    /// <summary>Highest committed seq in the newest epoch.</summary>
    public ulong HighWaterMark { get; init; }

    /// <summary>Samples accepted.</summary>
    public long AcceptedSamples { get; init; }

    /// <summary>Samples rejected.</summary>
    public long RejectedSamples { get; init; }

    /// <summary>Batches resent; since this process owns the partition.</summary>
    public long DuplicateBatches { get; init; }

    /// <summary>Undeclared gaps refused; since this process owns the partition.</summary>
    public long Gaps { get; init; }

    /// <summary>Batches declared lost.</summary>
    public long LostBatches { get; init; }

    /// <summary>Server time of the last commit minus the newest source time in it, seconds.</summary>
    public double LagSeconds { get; init; }

    /// <summary>Producer's clock minus the server's at the last open, seconds; 0 when not told.</summary>
    public double ClockSkewSeconds { get; init; }

    /// <summary>Server time of the last commit, ns since 1970 UTC; 0 = none.</summary>
    public long LastCommitNs { get; init; }

    /// <summary>Epochs below this are refused.</summary>
    public ulong FencedBelowEpoch { get; init; }
}
