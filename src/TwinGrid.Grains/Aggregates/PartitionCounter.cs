using System.Buffers;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Aggregates;

/// <summary>Keeps a partition's columns up to date by reading what changed, and counts by line. Not thread safe.</summary>
internal sealed class PartitionCounter(IPartition partition)
{
    /// <summary>Changed slots that are read one by one; more, and all are read.</summary>
    private const int MaxChanged = 65_536;

    private SlotColumns? columns;
    private PlantDefinition? planned;
    private PlantDefinition? applied;
    private int slotCount;
    private ulong since;

    /// <summary>The partition that is counted.</summary>
    public IPartition Partition => partition;

    /// <summary>Counts by line number.</summary>
    /// <param name="plan">Lines and signals of the plant.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="counts">One for each line, empty; added to.</param>
    public void Count(FiguresPlan plan, long nowNs, LineCounts[] counts)
    {
        Refresh(plan);
        var current = columns!;
        for (var slot = 0; slot < current.Lines.Length; slot++)
        {
            if (current.Lines[slot] == SlotColumns.NoLine)
            {
                continue;
            }

            var line = counts[current.Lines[slot] & ~SlotColumns.Retired];
            line.EnergyKilowattHours += current.Energy?[slot] ?? 0;
            if (current.Lines[slot] >= SlotColumns.Retired)
            {
                continue;
            }

            line.Assets++;
            line.Stale += nowNs > current.StaleFromNs[slot] ? 1 : 0;
            if (current.WorkInProcess is { } units)
            {
                line.WorkInProcess = LineCounts.Sum(line.WorkInProcess, units[slot]);
            }

            for (var i = 0; i < current.Values.Length; i++)
            {
                line.Signals[i].Add(current.Values[i][slot]);
            }
        }

        CountStates(current, counts);
        CountAlarms(current, counts);
    }

    private void Refresh(FiguresPlan plan)
    {
        // A new definition reaches the partitions of a plant one after the other.
        if (columns is null || !ReferenceEquals(planned, plan.Definition) || !ReferenceEquals(applied, partition.Definition)
            || slotCount != partition.SlotCount)
        {
            (planned, applied, slotCount) = (plan.Definition, partition.Definition, partition.SlotCount);
            columns = new SlotColumns(partition, plan.LineNumbers, plan.Signals);
            ReadAll();
            return;
        }

        // Taken before the scan: what is applied during it may be seen or not, and is seen by the next.
        var index = partition.AppliedIndex;
        if (index == since)
        {
            return;
        }

        var slots = ArrayPool<int>.Shared.Rent(MaxChanged);
        var changed = partition.CollectChanged(since, slots);
        for (var i = 0; i < changed; i++)
        {
            columns.Read(partition, slots[i]);
        }

        ArrayPool<int>.Shared.Return(slots);
        if (changed < 0)
        {
            ReadAll();
        }

        since = index;
    }

    private void ReadAll()
    {
        since = partition.AppliedIndex;
        for (var slot = 0; slot < slotCount; slot++)
        {
            columns!.Read(partition, slot);
        }
    }

    private static void CountStates(SlotColumns columns, LineCounts[] counts)
    {
        var symbols = columns.StateSymbols.Count;
        var table = new int[counts.Length * symbols];
        for (var slot = 0; slot < columns.Lines.Length; slot++)
        {
            if (columns.Lines[slot] < SlotColumns.Retired)
            {
                table[(columns.Lines[slot] * symbols) + columns.States[slot]]++;
            }
        }

        for (var i = 0; i < table.Length; i++)
        {
            if (table[i] > 0)
            {
                var (states, symbol) = (counts[i / symbols].States, columns.StateSymbols[i % symbols]);
                states[symbol] = states.GetValueOrDefault(symbol) + table[i];
            }
        }
    }

    private void CountAlarms(SlotColumns columns, LineCounts[] counts)
    {
        foreach (var slot in partition.SlotsWithAlarms)
        {
            if ((uint)slot < (uint)columns.Lines.Length && columns.Lines[slot] < SlotColumns.Retired)
            {
                foreach (var alarm in partition.GetAlarms(slot))
                {
                    counts[columns.Lines[slot]].Add(alarm);
                }
            }
        }
    }
}
