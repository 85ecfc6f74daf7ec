using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Storage;

/// <summary>
/// Sealed history chunks by series and time, the event log, and how far both follow the log. What it holds can be rebuilt from the log as far as
/// the log reaches back.
/// </summary>
public interface IHistoryStore
{
    /// <summary>How far everything of the partition is stored; default = nothing.</summary>
    ValueTask<HistoryPosition> GetPositionAsync(PartitionKey partition, CancellationToken cancellationToken);

    /// <summary>
    /// Stores runs and events and moves the position from <paramref name="after"/> to <paramref name="through"/>, in one transaction. Runs are
    /// encoded by the caller's thread, before the transaction.
    /// </summary>
    /// <param name="partition">Whose.</param>
    /// <param name="runs">Enumerated once; a run's memory may be reused when the next one is asked for.</param>
    /// <param name="events">Of commits in (after, through].</param>
    /// <param name="after">Index of the position as it is now.</param>
    /// <param name="through">Where it goes; at least <paramref name="after"/>.</param>
    /// <param name="cancellationToken">Ends the wait; it may still be stored.</param>
    /// <returns>False when the position is elsewhere, e.g. because an earlier call had been stored after all: nothing is stored now.</returns>
    ValueTask<bool> AppendAsync(
        PartitionKey partition,
        IEnumerable<HistoryRun> runs,
        IReadOnlyList<HistoryEvent> events,
        ulong after,
        HistoryPosition through,
        CancellationToken cancellationToken);

    /// <summary>
    /// Drops samples and events committed after the index, and moves the position to it if it is beyond. For a log that lost its end when damage
    /// was accepted: its indexes are given out again.
    /// </summary>
    ValueTask TruncateAsync(PartitionKey partition, HistoryPosition through, CancellationToken cancellationToken);

    /// <summary>A piece of a series' history: of one state of the store, from one end of the range.</summary>
    /// <exception cref="DataLossException">A run that the page needs is damaged. Pages that do not need it can be read.</exception>
    ValueTask<HistoryPage> ReadAsync(PartitionKey partition, SeriesId series, HistoryRange range, CancellationToken cancellationToken);

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

/// <summary>How far history follows the log.</summary>
/// <param name="HistoryId">History of the log that the index belongs to.</param>
/// <param name="Index">Commit index through which everything is stored; 0 = nothing.</param>
public readonly record struct HistoryPosition(Guid HistoryId, ulong Index);

/// <summary>What to read of a series.</summary>
/// <param name="FromNs">Source time, inclusive.</param>
/// <param name="ToNs">Source time, exclusive; greater than <paramref name="FromNs"/>.</param>
/// <param name="AsOfIndex">Only what was committed by then.</param>
/// <param name="Descending">From the late end instead of the early one.</param>
/// <param name="EnoughSamples">The page may end once its runs hold so many, >= 1.</param>
public readonly record struct HistoryRange(long FromNs, long ToNs, ulong AsOfIndex, bool Descending, int EnoughSamples);

/// <summary>
/// Runs that hold every stored sample of [<see cref="FromNs"/>, <see cref="ToNs"/>) committed by the index asked for, and perhaps others too. They
/// may overlap each other and come in no particular order. The next page begins where this one ends.
/// </summary>
/// <param name="Runs">The runs.</param>
/// <param name="FromNs">The range's own start, unless it was read descending and there is more.</param>
/// <param name="ToNs">The range's own end, unless it was read ascending and there is more.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryRun> Runs, long FromNs, long ToNs);

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
