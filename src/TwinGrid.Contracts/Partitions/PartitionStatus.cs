namespace TwinGrid.Contracts.Partitions;

/// <summary>Whether a partition serves.</summary>
public enum PartitionState : byte
{
    /// <summary>Opening: reading its snapshot and log.</summary>
    Recovering = 0,

    /// <summary>Serving.</summary>
    Open = 1,

    /// <summary>The store failed: reads only.</summary>
    Fenced = 2,

    /// <summary>Damage inside acknowledged data: refuses to open.</summary>
    DataLoss = 3,

    /// <summary>Closing.</summary>
    Draining = 4,
}

/// <summary>State of a partition, for people.</summary>
[GenerateSerializer]
[Alias("twingrid.PartitionStatus")]
public sealed record PartitionStatus
{
    /// <summary>plant/partition.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>History that it serves.</summary>
    [Id(1)]
    public Guid HistoryId { get; init; }

    /// <summary>Take-overs so far.</summary>
    [Id(2)]
    public ulong OwnerEpoch { get; init; }

    /// <summary>Last index that reads reflect.</summary>
    [Id(3)]
    public ulong AppliedIndex { get; init; }

    /// <summary>Last durable index.</summary>
    [Id(4)]
    public ulong DurableIndex { get; init; }

    /// <summary>Index of the newest snapshot.</summary>
    [Id(5)]
    public ulong SnapshotIndex { get; init; }

    /// <summary>Assets in use.</summary>
    [Id(6)]
    public int Assets { get; init; }

    /// <summary>Series of those assets.</summary>
    [Id(7)]
    public long Series { get; init; }

    /// <summary>Open lanes.</summary>
    [Id(8)]
    public int LanesConnected { get; init; }

    /// <summary>Whether it serves.</summary>
    [Id(9)]
    public PartitionState State { get; init; }

    /// <summary>Why it does not; null when it does.</summary>
    [Id(10)]
    public string? Reason { get; init; }

    /// <summary>How long the last recovery took, seconds.</summary>
    [Id(11)]
    public double RecoverySeconds { get; init; }
}
