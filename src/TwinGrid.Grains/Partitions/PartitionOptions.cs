namespace TwinGrid.Grains.Partitions;

/// <summary>Settings of all partitions of a silo.</summary>
public sealed class PartitionOptions
{
    /// <summary>Entries of a partition's queue; callers wait beyond it. Default 64: a millisecond of work, more only adds latency.</summary>
    public int QueueCapacity { get; set; } = 64;

    /// <summary>Bytes of log after which a snapshot is taken. Default 256 MiB: replayed in a few seconds.</summary>
    public long SnapshotBytes { get; set; } = 256L << 20;

    /// <summary>Age of the oldest record since the last snapshot after which one is taken all the same. Default 10 minutes.</summary>
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Bytes of the store's log that one partition may hold back before it snapshots all the same: all partitions share the log. Default 1 GiB.
    /// </summary>
    public long HeldLogBytes { get; set; } = 1L << 30;

    /// <summary>How long after its lane closed a producer counts as gone. Default 30 s.</summary>
    public TimeSpan ProducerGoneAfter { get; set; } = TimeSpan.FromSeconds(30);
}
