using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Queries;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Watches;

/// <summary>
/// One state watch. The hub marks slots that changed; the watch looks at them when its reader is ready, and tells what differs from what it told
/// last. So changes conflate in the marks, and what a slow reader costs does not grow.
/// </summary>
internal sealed class StateWatch
{
    private readonly QueryScope scope;
    private readonly AssetFilter filter;
    private readonly IReadOnlyList<string> signals;
    private readonly WatchOptions options;
    private readonly TimeProvider clock;
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<AssetTypeDefinition, int[]> indexes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, (AssetTypeDefinition Type, ToldSignal[] Signals)>[] told;
    private readonly int[] slots;
    private long signalsTold;

    /// <summary>A watch over a scope that was resolved and a filter that was compiled.</summary>
    /// <exception cref="FilterException">No type of the scope has one of the signals.</exception>
    public StateWatch(QueryScope scope, AssetFilter filter, IReadOnlyList<string> signals, WatchOptions options, TimeProvider clock)
    {
        (this.scope, this.filter, this.signals, this.options, this.clock) = (scope, filter, signals, options, clock);
        var types = scope.Types;
        foreach (var signal in signals.Where(signal => types.Count > 0 && types.All(type => TypeFacts.Of(type).IndexOf(signal) < 0)))
        {
            throw new FilterException($"No type has a signal '{signal}'.", "signals");
        }

        told = [.. scope.Partitions.Select(_ => new Dictionary<int, (AssetTypeDefinition, ToldSignal[])>())];
        Dirty = [.. scope.Partitions.Select(_ => new DirtySlots())];
        slots = new int[options.MaxChanges];
    }

    /// <summary>Partitions that it follows.</summary>
    public IReadOnlyList<IPartition> Partitions => scope.Partitions;

    /// <summary>Marks, in the order of <see cref="Partitions"/>.</summary>
    public IReadOnlyList<DirtySlots> Dirty { get; }

    /// <summary>The hub has marked something.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>The watch can't go on; its reader gets the exception.</summary>
    public void End(Exception why) => wake.Writer.TryComplete(why);

    /// <summary>The first picture, a marker at its end, then changes until it is cancelled or the partitions change hands.</summary>
    public async IAsyncEnumerable<AssetChanges> RunAsync(
        TimeSpan minInterval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Nothing is reflected wholly before the first picture is complete.
        var positions = scope.Partitions.ToDictionary(partition => partition.Key.Number, _ => 0UL);
        for (var i = 0; i < Dirty.Count; i++)
        {
            Dirty[i].MarkAll(scope.Partitions[i].SlotCount, scope.Partitions[i].AppliedIndex);
        }

        var isInitial = true;
        while (true)
        {
            var started = clock.GetTimestamp();
            var (changes, isDrained) = Look(positions);
            if (changes.Count > 0 || (isInitial && isDrained))
            {
                await WaitForDurableAsync(cancellationToken);
                yield return new AssetChanges(changes, isInitial, isInitial && isDrained, new Dictionary<int, ulong>(positions));
            }

            var wasInitial = isInitial;
            isInitial &= !isDrained;
            if (!isDrained && wasInitial)
            {
                continue;
            }

            var rest = minInterval - clock.GetElapsedTime(started);
            if (rest > TimeSpan.Zero && changes.Count > 0)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }

            if (isDrained)
            {
                await wake.Reader.WaitToReadAsync(cancellationToken);
                wake.Reader.TryRead(out _);
            }
        }
    }

    /// <summary>Looks at marked slots until an answer is full or none is left.</summary>
    private (List<AssetChange> Changes, bool IsDrained) Look(Dictionary<int, ulong> positions)
    {
        var changes = new List<AssetChange>();
        var isDrained = true;
        var now = Nanoseconds.Now(clock);
        var view = new AssetView();
        for (var i = 0; i < Dirty.Count; i++)
        {
            ulong? through = null;
            var count = -1;
            while (count != 0 && through is null && changes.Count < options.MaxChanges)
            {
                count = Dirty[i].Take(slots.AsSpan(0, options.MaxChanges - changes.Count), out through);
                foreach (var slot in slots.AsSpan(0, count))
                {
                    if (Change(i, slot, view, now) is { } change)
                    {
                        changes.Add(change);
                        view = new AssetView();
                    }
                }
            }

            isDrained &= through is not null;
            if (through is { } index)
            {
                positions[scope.Partitions[i].Key.Number] = index;
            }
        }

        return (changes, isDrained);
    }

    private AssetChange? Change(int partition, int slot, AssetView view, long now)
    {
        var known = told[partition];
        if (!scope.Partitions[partition].TryRead(slot, view) || !scope.Contains(view.Info) || !filter.Matches(view, now)
            || IndexesOf(view.Info.Type) is not { Length: > 0 } watched)
        {
            if (!known.Remove(slot, out var forgotten))
            {
                return null;
            }

            signalsTold -= forgotten.Signals.Length;
            return new AssetChange(view, [], 0, true);
        }

        // A new definition of the type is told whole: its signals may lie elsewhere.
        return known.TryGetValue(slot, out var before) && ReferenceEquals(before.Type, view.Info.Type)
            ? Differences(view, watched, before.Signals)
            : Entered(known, slot, view, watched);
    }

    private AssetChange Entered(Dictionary<int, (AssetTypeDefinition Type, ToldSignal[] Signals)> known, int slot, AssetView view, int[] watched)
    {
        signalsTold += watched.Length - (known.TryGetValue(slot, out var before) ? before.Signals.Length : 0);
        if (signalsTold > options.MaxSignals)
        {
            throw new FilterException($"The watch follows more than {options.MaxSignals} signals; narrow the filter or name the signals.");
        }

        known[slot] = (view.Info.Type, [.. watched.Select(index => ToldSignal.Of(view.Signals[index]))]);
        return new AssetChange(view, watched, 0, false);
    }

    private static AssetChange? Differences(AssetView view, int[] watched, ToldSignal[] before)
    {
        List<int>? changed = null;
        ulong missed = 0;
        for (var i = 0; i < watched.Length; i++)
        {
            ref readonly var signal = ref view.Signals[watched[i]];
            if (before[i].IsOvertakenBy(signal, view.Info.Type.Signals[watched[i]]))
            {
                (changed ??= []).Add(watched[i]);
                missed += before[i].MissedUntil(signal);
                before[i] = ToldSignal.Of(signal);
            }
        }

        return changed is null ? null : new AssetChange(view, changed, missed, false);
    }

    private int[] IndexesOf(AssetTypeDefinition type)
    {
        if (!indexes.TryGetValue(type, out var found))
        {
            found = signals.Count == 0
                ? [.. Enumerable.Range(0, type.Signals.Length)]
                : [.. signals.Select(TypeFacts.Of(type).IndexOf).Where(index => index >= 0).Distinct().Order()];
            indexes.Add(type, found);
        }

        return found;
    }

    /// <summary>What was read is at most what was applied by now: nothing is told that a crash could take back.</summary>
    private async ValueTask WaitForDurableAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in scope.Partitions)
        {
            await partition.WaitForDurableAsync(partition.AppliedIndex, cancellationToken);
        }
    }
}
