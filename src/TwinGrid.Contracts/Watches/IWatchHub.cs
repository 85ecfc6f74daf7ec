using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Contracts.Watches;

/// <summary>One per process: feeds every watch from the live tables by one scan a tick, not a grain a watcher.</summary>
public interface IWatchHub
{
    /// <summary>State watch: first the present state of all that match, then changes, conflated per signal.</summary>
    IAsyncEnumerable<AssetChanges> WatchAssetsAsync(AssetWatch watch, CancellationToken cancellationToken);

    /// <summary>Events of a plant after a position per partition (null = from now), in commit order per partition; never conflated.</summary>
    /// <exception cref="WatchTooSlowException">The reader fell more than the bound behind; resume with the token of the last event it got.</exception>
    IAsyncEnumerable<(int Partition, HistoryEvent Event)> WatchEventsAsync(
        string plant, IReadOnlyDictionary<int, EventPosition>? after, CancellationToken cancellationToken);
}

/// <summary>What a state watch asks for.</summary>
/// <param name="Query">Parent and filter.</param>
/// <param name="Signals">Only these; empty = all.</param>
/// <param name="MinInterval">Least time between two answers.</param>
public sealed record AssetWatch(AssetQuery Query, IReadOnlyList<string> Signals, TimeSpan MinInterval);

/// <summary>Changes of one tick.</summary>
/// <param name="Changes">At most 1 000; more follow in the next.</param>
/// <param name="IsInitial">Part of the first full picture.</param>
/// <param name="IsSynced">The first full picture is complete with this.</param>
/// <param name="Positions">Durable commit index that this reflects, by partition number.</param>
public sealed record AssetChanges(
    IReadOnlyList<AssetChange> Changes, bool IsInitial, bool IsSynced, IReadOnlyDictionary<int, ulong> Positions);

/// <summary>One asset's change.</summary>
/// <param name="View">State now, the reader's own copy.</param>
/// <param name="SignalIndexes">Indexes into <see cref="AssetView.Signals"/> that changed.</param>
/// <param name="Missed">Samples conflated away since the last change told.</param>
/// <param name="Left">No longer matches, or retired.</param>
public sealed record AssetChange(AssetView View, IReadOnlyList<int> SignalIndexes, ulong Missed, bool Left);

/// <summary>The reader was too slow.</summary>
/// <param name="message">How far behind, and the bound.</param>
public sealed class WatchTooSlowException(string message) : Exception(message);
