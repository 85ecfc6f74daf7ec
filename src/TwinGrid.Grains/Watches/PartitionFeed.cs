using System.Buffers;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Watches;

/// <summary>What the hub knows of a partition that somebody watches: how far it has looked, for states and for events.</summary>
internal sealed class PartitionFeed(IPartition partition)
{
    private const int MaxChanged = 65_536;
    private const int EventsPerRead = 1_000;

    private ulong scanned = partition.AppliedIndex;
    private PlantDefinition? definition = partition.Definition;
    private IReadOnlyCollection<int> alarmed = partition.SlotsWithAlarms;
    private EventPosition told = EndOf(partition);
    private ulong eventsRead = partition.DurableIndex;

    /// <summary>The partition.</summary>
    public IPartition Partition => partition;

    /// <summary>Position of the last event told.</summary>
    public EventPosition Told => told;

    /// <summary>Where events from now on begin: after everything durable.</summary>
    public static EventPosition EndOf(IPartition partition) => new(partition.DurableIndex, int.MaxValue);

    /// <summary>
    /// Marks what changed since the last look in every watch of the partition: one scan for all of them. The index is taken first and the watches
    /// are asked for after it: one that registers later reads at least that index by itself.
    /// </summary>
    public void Scan(Func<IReadOnlyList<StateWatch>> watches)
    {
        var (applied, current) = (partition.AppliedIndex, partition.Definition);
        if (applied == scanned)
        {
            return;
        }

        var slots = ArrayPool<int>.Shared.Rent(MaxChanged);
        var changed = ReferenceEquals(definition, current) ? partition.CollectChanged(scanned, slots.AsSpan(0, MaxChanged)) : -1;
        var alarms = AlarmsMoved();
        foreach (var watch in watches())
        {
            for (var i = 0; i < watch.Partitions.Count; i++)
            {
                if (!ReferenceEquals(watch.Partitions[i], partition))
                {
                    continue;
                }

                if (changed < 0)
                {
                    watch.Dirty[i].MarkAll(partition.SlotCount, applied);
                }
                else
                {
                    watch.Dirty[i].Mark(alarms, applied);
                    watch.Dirty[i].Mark(slots.AsSpan(0, changed), applied);
                }

                watch.Wake();
            }
        }

        ArrayPool<int>.Shared.Return(slots);
        (scanned, definition) = (applied, current);
    }

    /// <summary>Tells new events to every watch of the plant: one read for all of them.</summary>
    public async Task TellEventsAsync(IHistoryReader history, IReadOnlyList<EventWatch> watches, CancellationToken cancellationToken)
    {
        var durable = partition.DurableIndex;
        if (watches.Count == 0)
        {
            // Nobody listens: those who join later start after what is durable now, or catch up by themselves.
            told = new EventPosition(durable, int.MaxValue);
            eventsRead = durable;
        }

        if (durable == eventsRead)
        {
            return;
        }

        while (true)
        {
            var events = await history.ReadEventsAsync(partition.Key, told, EventsPerRead, cancellationToken);
            foreach (var happened in events)
            {
                told = happened.Position;
                foreach (var watch in watches)
                {
                    watch.Tell(partition, happened);
                }
            }

            if (events.Count < EventsPerRead)
            {
                break;
            }
        }

        eventsRead = durable;
    }

    /// <summary>Slots whose alarms became abnormal or normal: clocks and operators do that without a sample, and filters may ask for it.</summary>
    private int[] AlarmsMoved()
    {
        var (before, now) = (alarmed, partition.SlotsWithAlarms);
        if (ReferenceEquals(before, now))
        {
            return [];
        }

        alarmed = now;
        var moved = before.ToHashSet();
        moved.SymmetricExceptWith(now);
        return [.. moved];
    }
}
