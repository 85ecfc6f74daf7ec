namespace TwinGrid.Client.Spool;

/// <summary>When written batches are forced to the disk.</summary>
public enum SpoolSync
{
    /// <summary>Left to the operating system: survives the process, not a loss of power.</summary>
    Never = 0,

    /// <summary>At least every <see cref="SpoolOptions.SyncInterval"/> while batches are written.</summary>
    Interval = 1,

    /// <summary>Before a batch is sent: survives a loss of power.</summary>
    EveryBatch = 2,
}

/// <summary>A directory that keeps a producer's batches over its own restarts. One process uses it at a time.</summary>
public sealed record SpoolOptions
{
    /// <summary>The directory; made when it is not there.</summary>
    public required string Directory { get; init; }

    /// <summary>When batches are forced to the disk; default <see cref="SpoolSync.Interval"/>.</summary>
    public SpoolSync Sync { get; init; } = SpoolSync.Interval;

    /// <summary>With <see cref="SpoolSync.Interval"/>: at least this often; default 1 s.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Size at which a new file is begun, bytes; default 8 MiB. Files are deleted whole.</summary>
    public long SegmentBytes { get; init; } = 8L << 20;

    /// <summary>Bytes of unacked batches that are kept in memory too, a partition; the rest is read back when it is sent. Default 8 MiB.</summary>
    public long MemoryBytes { get; init; } = 8L << 20;
}

/// <summary>A spool can't be used: another process has it, or it is another producer's.</summary>
public sealed class SpoolException(string message, Exception? inner = null) : Exception(message, inner);
