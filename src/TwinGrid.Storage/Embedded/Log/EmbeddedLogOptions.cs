namespace TwinGrid.Storage.Embedded.Log;

/// <summary>Sizes and modes of the embedded log.</summary>
public sealed record EmbeddedLogOptions
{
    /// <summary>How to write.</summary>
    public LogIo Io { get; init; } = LogIo.Auto;

    /// <summary>Bytes of a segment file; a multiple of 4 KiB that holds several of the largest groups. Default 64 MiB.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Largest payload of one record, in bytes. Default 4 MiB.</summary>
    public int MaxPayloadBytes { get; init; } = 4 << 20;

    /// <summary>Bytes that are written together at the most; a multiple of 4 KiB. Default 8 MiB.</summary>
    public int GroupBytes { get; init; } = 8 << 20;

    /// <summary>Memory for the newest groups, so that readers that keep up never touch the disk; at least four groups. Default 64 MiB.</summary>
    public int RecentBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of segments that partitions may hold: beyond it the log takes no appends until some are released. Default 8 GiB.</summary>
    public long MaxLogBytes { get; init; } = 8L << 30;

    /// <summary>Bytes of its disk that the log leaves free when it creates a segment. Default 256 MiB.</summary>
    public long ReserveBytes { get; init; } = 256L << 20;

    /// <summary>
    /// After this long without an append an empty group is written, which proves the group before it complete: damage in it is then told from
    /// an unfinished write. Default 1 s; <see cref="Timeout.InfiniteTimeSpan"/> = only on close.
    /// </summary>
    public TimeSpan SealAfter { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        Multiple(SegmentBytes, nameof(SegmentBytes));
        Multiple(GroupBytes, nameof(GroupBytes));
        Multiple(RecentBytes, nameof(RecentBytes));
        AtLeast(GroupBytes, MaxPayloadBytes + LogLayout.LogFormat.Overhead, nameof(GroupBytes));
        AtLeast(SegmentBytes, 4L * GroupBytes, nameof(SegmentBytes));
        AtLeast(RecentBytes, 4L * GroupBytes, nameof(RecentBytes));
        AtLeast(MaxLogBytes, 2 * SegmentBytes, nameof(MaxLogBytes));
        AtLeast(MaxPayloadBytes, 1, nameof(MaxPayloadBytes));
        AtLeast(ReserveBytes, 0, nameof(ReserveBytes));
    }

    private static void Multiple(long value, string name)
    {
        if (value <= 0 || value % LogLayout.LogFormat.BlockBytes != 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is in bytes and must be a positive multiple of {LogLayout.LogFormat.BlockBytes}.");
        }
    }

    private static void AtLeast(long value, long minimum, string name)
    {
        if (value < minimum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is in bytes and must be at least {minimum}.");
        }
    }
}
