namespace TwinGrid.Grains.History;

/// <summary>How history follows the log.</summary>
public sealed class HistoryOptions
{
    /// <summary>Age of the oldest sample in memory at which it is written to the store. Default 1 s.</summary>
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Memory of a partition's samples that are not in the store yet, bytes. At half of it they are written early; at all of it reading the log
    /// pauses. Default 64 MiB.
    /// </summary>
    public long TailBytes { get; set; } = 64L << 20;

    /// <summary>Longest wait of a read for the index to come up with what is committed, before it fails. Default 10 s.</summary>
    public TimeSpan ReadWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after an error of the store, before the index starts again from what is stored. Default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the store is asked whether there is something to merge. Default 1 s.</summary>
    public TimeSpan MergeEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Series merged in one transaction: bounds how long other writes wait for it. Default 256.</summary>
    public int MergeSeries { get; set; } = 256;

    /// <summary>How often retention is applied. Default 10 min.</summary>
    public TimeSpan RetentionEvery { get; set; } = TimeSpan.FromMinutes(10);
}
