using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.History;

/// <summary>Reads history: sealed runs merged with the log's tail that is not indexed yet, so that everything acked is there.</summary>
public interface IHistoryReader
{
    /// <summary>Samples or windows of one series, ascending (or descending) in time, in pieces of at most 8 192.</summary>
    /// <exception cref="Partitions.PartitionUnavailableException">The partition is not open here: what it acked last could be missing.</exception>
    /// <exception cref="TimeoutException">The index did not come up with what is committed.</exception>
    IAsyncEnumerable<HistoryPiece> ReadAsync(PartitionKey partition, SeriesId series, HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Events after a position, in commit order, the unindexed tail included.</summary>
    /// <exception cref="Partitions.PartitionUnavailableException">The partition is not open here.</exception>
    /// <exception cref="TimeoutException">The index did not come up with what is committed.</exception>
    ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>Commit index through which the partition is indexed, and how old the oldest commit beyond it is.</summary>
    (ulong IndexedThrough, TimeSpan Lag) GetProgress(PartitionKey partition);
}

/// <summary>What to compute over a window.</summary>
public enum HistoryAggregation : byte
{
    /// <summary>Smallest value of good or uncertain samples.</summary>
    Min = 1,

    /// <summary>Largest value.</summary>
    Max = 2,

    /// <summary>Mean of the samples.</summary>
    Mean = 3,

    /// <summary>Mean over time: each value holds until the next; the value before the window holds at its start; unknown time does not count.</summary>
    TimeWeightedMean = 4,

    /// <summary>Number of samples, bad ones too.</summary>
    Count = 5,

    /// <summary>Value of the first sample.</summary>
    First = 6,

    /// <summary>Value of the last sample.</summary>
    Last = 7,
}

/// <summary>What is wanted of a series. Times in ns since 1970 UTC.</summary>
public sealed record HistoryQuery
{
    /// <summary>Inclusive.</summary>
    public long FromNs { get; init; } = long.MinValue;

    /// <summary>Exclusive.</summary>
    public long ToNs { get; init; } = long.MaxValue;

    /// <summary>Instead of a range: the last sample at or before each, ascending. Null = a range.</summary>
    public IReadOnlyList<long>? AtNs { get; init; }

    /// <summary>Empty = samples.</summary>
    public IReadOnlyList<HistoryAggregation> Aggregations { get; init; } = [];

    /// <summary>Window length; 0 = the whole range is one window. At most 1 000 000 windows.</summary>
    public long WindowNs { get; init; }

    /// <summary>Only what was committed by then; ulong.MaxValue = all.</summary>
    public ulong AsOfIndex { get; init; } = ulong.MaxValue;

    /// <summary>Samples or windows at the most; long.MaxValue = no limit.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Newest first; samples only.</summary>
    public bool Descending { get; init; }
}

/// <summary>Columns of equal length.</summary>
public sealed record HistoryPiece
{
    /// <summary>Source times, or window starts.</summary>
    public required IReadOnlyList<long> Times { get; init; }

    /// <summary>Values; empty for windows.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Status codes; empty for windows.</summary>
    public IReadOnlyList<uint> Qualities { get; init; } = [];

    /// <summary>Commit indexes; empty for windows.</summary>
    public IReadOnlyList<ulong> CommitIndexes { get; init; } = [];

    /// <summary>Texts of a string series; else empty.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>One column an aggregation asked for, NaN where the window has no usable sample.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Windows { get; init; } = [];

    /// <summary>The limit cut the series here.</summary>
    public bool IsTruncated { get; init; }
}
