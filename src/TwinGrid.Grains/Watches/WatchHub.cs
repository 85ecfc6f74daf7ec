using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Queries;

namespace TwinGrid.Grains.Watches;

/// <summary>
/// Feeds every watch of the process: one scan a tick for each partition that somebody watches, whatever the number of watches. A watch that stops
/// reading costs its marks and what it was told last, or its bounded queue of events; it never holds the hub up.
/// </summary>
internal sealed partial class WatchHub(
    IPartitionDirectory directory, IHistoryReader history, TimeProvider clock, WatchOptions options, ILogger<WatchHub> log) : BackgroundService, IWatchHub
{
    private const int EventsPerRead = 500;

    private readonly Lock gate = new();
    private readonly List<(StateWatch Watch, string Parent)> states = [];
    private readonly List<EventWatch> events = [];
    private readonly Dictionary<IPartition, PartitionFeed> feeds = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AssetChanges> WatchAssetsAsync(AssetWatch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var scope = QueryScope.Of(watch.Query.Parent, directory, allowsAsset: false);
        var state = new StateWatch(scope, AssetFilter.Compile(watch.Query.Filter, scope.Types), watch.Signals, options, clock);
        lock (gate)
        {
            states.Add((state, watch.Query.Parent));
            EnsureFeeds(scope.Partitions);
        }

        try
        {
            var interval = watch.MinInterval > TimeSpan.Zero ? watch.MinInterval : options.MinInterval;
            await foreach (var changes in state.RunAsync(interval, cancellationToken))
            {
                yield return changes;
            }
        }
        finally
        {
            lock (gate)
            {
                states.RemoveAll(one => ReferenceEquals(one.Watch, state));
                DropFeeds();
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<(int Partition, HistoryEvent Event)> WatchEventsAsync(
        string plant, IReadOnlyDictionary<int, EventPosition>? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(plant);
        var watch = new EventWatch(plant, options.MaxEventsBehind);
        var partitions = directory.OfPlant(plant);
        var last = partitions.ToDictionary(
            partition => partition.Key.Number,
            partition => after is not null && after.TryGetValue(partition.Key.Number, out var position) ? position : PartitionFeed.EndOf(partition));
        lock (gate)
        {
            events.Add(watch);
            EnsureFeeds(partitions);
        }

        try
        {
            var liveSince = await watch.Joined.WaitAsync(cancellationToken);
            foreach (var partition in partitions.Where(partition => liveSince.ContainsKey(partition.Key.Number)))
            {
                await foreach (var missed in CatchUpAsync(partition, last, liveSince[partition.Key.Number], cancellationToken))
                {
                    yield return missed;
                }
            }

            await foreach (var live in watch.Live.ReadAllAsync(cancellationToken))
            {
                // What was caught up with may be queued too.
                if (!last.TryGetValue(live.Partition, out var told) || live.Event.Position.CompareTo(told) > 0)
                {
                    last[live.Partition] = live.Event.Position;
                    yield return live;
                }
            }
        }
        finally
        {
            lock (gate)
            {
                events.Remove(watch);
                DropFeeds();
            }
        }
    }

    /// <summary>One look at all partitions that somebody watches.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        PartitionFeed[] watched;
        EventWatch[] ofEvents;
        lock (gate)
        {
            EndMoved();
            watched = [.. feeds.Values];
            ofEvents = [.. events];
        }

        // Only here do positions of events move, so that a watch joins between two reads and none is lost to it.
        foreach (var watch in ofEvents)
        {
            watch.Join(watched.Where(feed => feed.Partition.Key.Plant == watch.Plant).ToDictionary(feed => feed.Partition.Key.Number, feed => feed.Told));
        }

        foreach (var feed in watched)
        {
            feed.Scan(StateWatches);
            var listeners = Array.FindAll(ofEvents, watch => watch.Plant == feed.Partition.Key.Plant);
            try
            {
                await feed.TellEventsAsync(history, listeners, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing was told: the next look reads from the same place.
                EventsFailed(log, feed.Partition.Key.ToString(), e);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private IReadOnlyList<StateWatch> StateWatches()
    {
        lock (gate)
        {
            return [.. states.Select(one => one.Watch)];
        }
    }

    private async IAsyncEnumerable<(int, HistoryEvent)> CatchUpAsync(
        IPartition partition, Dictionary<int, EventPosition> last, EventPosition until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = partition.Key.Number;
        while (last[number].CompareTo(until) < 0)
        {
            var page = await history.ReadEventsAsync(partition.Key, last[number], EventsPerRead, cancellationToken);
            foreach (var missed in page)
            {
                last[number] = missed.Position;
                yield return (number, missed);
            }

            if (page.Count < EventsPerRead)
            {
                break;
            }
        }
    }

    private void EnsureFeeds(IReadOnlyList<IPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!feeds.ContainsKey(partition))
            {
                feeds.Add(partition, new PartitionFeed(partition));
            }
        }
    }

    private void DropFeeds()
    {
        foreach (var partition in feeds.Keys.ToList())
        {
            if (!states.Exists(one => one.Watch.Partitions.Contains(partition)) && !events.Exists(watch => watch.Plant == partition.Key.Plant))
            {
                feeds.Remove(partition);
            }
        }
    }

    /// <summary>Watches over a set of partitions that is no longer this process's end: their readers begin anew where the partitions are.</summary>
    private void EndMoved()
    {
        foreach (var (watch, parent) in states)
        {
            if (!QueryScope.Of(parent, directory, allowsAsset: false).Partitions.SequenceEqual(watch.Partitions))
            {
                watch.End(Moved(parent));
            }
        }

        foreach (var watch in events)
        {
            var now = directory.OfPlant(watch.Plant);
            var had = feeds.Keys.Count(partition => partition.Key.Plant == watch.Plant);
            if (now.Count != had || now.Any(partition => !feeds.ContainsKey(partition)))
            {
                watch.End(Moved(watch.Plant));
            }
        }
    }

    private static StoreFencedException Moved(string what) =>
        new($"The partitions of '{what}' have changed hands: watch again.");

    [LoggerMessage(1, LogLevel.Warning, "Events of partition {Partition} could not be read; tried again")]
    private static partial void EventsFailed(ILogger logger, string partition, Exception exception);
}
