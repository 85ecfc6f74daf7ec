using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Storage;

/// <summary>
/// Sealed history chunks by series and time, the event log, and how far both follow the log. What it holds can be rebuilt from the log as far as
/// the log reaches back.
/// </summary>
public interface IHistoryStore
{
    /// <summary>Commit index through which everything of the partition is stored; 0 = nothing.</summary>
    ValueTask<ulong> GetIndexedThroughAsync(PartitionKey partition, CancellationToken cancellationToken);

    /// <summary>
    /// Stores runs and events and moves the position, in one transaction. Runs are encoded by the caller's thread, before the transaction.
    /// </summary>
    ValueTask AppendAsync(
        PartitionKey partition,
        IReadOnlyList<HistoryRun> runs,
        IReadOnlyList<HistoryEvent> events,
        ulong indexedThrough,
        long commitTimeNs,
        CancellationToken cancellationToken);

    /// <summary>
    /// Runs of one series that overlap [from, to), ordered by their first time. They may overlap each other; samples of a run ascend by time,
    /// then commit index, then item.
    /// </summary>
    IAsyncEnumerable<HistoryRun> ReadAsync(PartitionKey partition, SeriesId series, long fromNs, long toNs, CancellationToken cancellationToken);

    /// <summary>The newest run of the series that has a sample at or before the instant; null when there is none.</summary>
    ValueTask<HistoryRun?> ReadLastBeforeAsync(PartitionKey partition, SeriesId series, long atNs, CancellationToken cancellationToken);

    /// <summary>Events after a position, in commit order.</summary>
    ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>Merges short runs of a partition into longer ones; returns how many series it worked on (0: nothing left to do).</summary>
    ValueTask<int> MergeAsync(PartitionKey partition, int maxSeries, CancellationToken cancellationToken);

    /// <summary>Drops runs of these series that were committed before the instant, and the oldest beyond the bytes.</summary>
    ValueTask<long> ApplyRetentionAsync(
        PartitionKey partition,
        IReadOnlyCollection<SeriesId> series,
        long? committedBeforeNs,
        long? maxBytes,
        CancellationToken cancellationToken);

    /// <summary>Bytes of all runs.</summary>
    ValueTask<long> GetBytesAsync(CancellationToken cancellationToken);
}

/// <summary>Columns of one series, equal in length, ascending by time, then commit index, then item.</summary>
public sealed record HistoryRun
{
    /// <summary>Whose samples.</summary>
    public required SeriesId Series { get; init; }

    /// <summary>Source times, ns since 1970 UTC.</summary>
    public required ReadOnlyMemory<long> Times { get; init; }

    /// <summary>Values; NaN where absent.</summary>
    public required ReadOnlyMemory<double> Values { get; init; }

    /// <summary>OPC UA status codes.</summary>
    public required ReadOnlyMemory<uint> Qualities { get; init; }

    /// <summary>Commit index of each sample: as-of reads need it.</summary>
    public required ReadOnlyMemory<ulong> CommitIndexes { get; init; }

    /// <summary>Texts of a string series; empty for others.</summary>
    public ReadOnlyMemory<string> Texts { get; init; }

    /// <summary>Server time of the newest commit in it, ns since 1970 UTC: retention ages by it.</summary>
    public long CommittedNs { get; init; }
}

/// <summary>An event's place: commit index, then ordinal within it.</summary>
public readonly record struct EventPosition(ulong CommitIndex, int Ordinal) : IComparable<EventPosition>
{
    /// <inheritdoc/>
    public int CompareTo(EventPosition other) =>
        CommitIndex != other.CommitIndex ? CommitIndex.CompareTo(other.CommitIndex) : Ordinal.CompareTo(other.Ordinal);
}

/// <summary>Something that happened, at its place in the commit order.</summary>
/// <param name="Position">Where.</param>
/// <param name="Kind">alarm.raised, producer.loss, …</param>
/// <param name="Subject">Resource name.</param>
/// <param name="TimeNs">Source time of the cause, or server time.</param>
/// <param name="Message">For people.</param>
/// <param name="Attributes">For programs.</param>
public sealed record HistoryEvent(
    EventPosition Position, string Kind, string Subject, long TimeNs, string Message, IReadOnlyDictionary<string, string> Attributes);
