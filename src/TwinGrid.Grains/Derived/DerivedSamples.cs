using System.Runtime.InteropServices;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Derived;

/// <summary>
/// Computes the derived signals that a batch moves, before it is logged: what is derived becomes part of the record, so a replay computes nothing.
/// For each asset the batch's inputs are taken by source time; after each instant what depends on them is computed from the newest values, at the
/// newest of their source times. Nothing is told before every input has had a sample. A bad input makes the result bad and absent. Writer only.
/// </summary>
internal sealed class DerivedSamples(PartitionState state, int maxPayloadBytes)
{
    private static readonly Comparison<Change> BySlotAndTime = static (one, other) =>
        one.Slot != other.Slot ? one.Slot.CompareTo(other.Slot)
        : one.TimeNs != other.TimeNs ? one.TimeNs.CompareTo(other.TimeNs)
        : one.Item.CompareTo(other.Item);

    private readonly DerivedColumns columns = new();
    private readonly List<Change> changes = [];
    private SignalCell[] cells = [];
    private bool[] isChanged = [];
    private double[] inputs = [];
    private PartitionLayout? layout;
    private DerivedPlan?[] plans = [];
    private bool any;
    private long maxSamples;

    /// <summary>Derived samples of an accepted batch; null when there are none. Valid until the next call.</summary>
    public DerivedColumns? Compute(SampleBatch batch, ReadOnlySpan<RejectedItem> rejections)
    {
        if (!ReferenceEquals(layout, state.Layout))
        {
            Plan(state.Layout!);
        }

        if (!any)
        {
            return null;
        }

        // What the batch leaves of a record: time, value, quality and a run each.
        maxSamples = (maxPayloadBytes - SamplesContent.LongestOf(batch)) / 28;
        columns.Clear();
        Collect(batch, rejections);
        if (changes.Count == 0)
        {
            return null;
        }

        changes.Sort(BySlotAndTime);
        var all = CollectionsMarshal.AsSpan(changes);
        for (var start = 0; start < all.Length;)
        {
            var end = start + 1;
            while (end < all.Length && all[end].Slot == all[start].Slot)
            {
                end++;
            }

            ComputeSlot(batch, all[start..end]);
            start = end;
        }

        return columns;
    }

    private void Plan(PartitionLayout next)
    {
        layout = next;
        plans = [.. next.Types.Select(DerivedPlan.Of)];
        any = plans.Any(plan => plan is not null);
        var ordinals = next.Types.Max(type => type.Signals.Length);
        cells = new SignalCell[ordinals];
        isChanged = new bool[ordinals];
        inputs = new double[plans.Max(plan => plan?.Signals.Max(signal => signal.Inputs.Length) ?? 0)];
    }

    private void Collect(SampleBatch batch, ReadOnlySpan<RejectedItem> rejections)
    {
        changes.Clear();
        var runs = new SampleRunEnumerator(batch.RunSeries.AsSpan(0, batch.Runs), batch.RunLength.AsSpan(0, batch.Runs), rejections);
        while (runs.MoveNext())
        {
            var (series, start, length) = runs.Current;
            if (plans[layout!.BlockTypes[series.Slot >> PartitionLayout.BlockBits]]?.IsInput(series.Ordinal) is not true)
            {
                continue;
            }

            for (var item = start; item < start + length; item++)
            {
                changes.Add(new Change(series.Slot, series.Ordinal, item, batch.Times[item]));
            }
        }
    }

    private void ComputeSlot(SampleBatch batch, ReadOnlySpan<Change> slot)
    {
        var type = layout!.TypeOf(slot[0].Slot)!;
        var plan = plans[type.Index]!;
        state.Writer.CopyCells(slot[0].Slot, cells.AsSpan(0, type.Signals.Length));

        // Every instant gives a sample of each signal, unless that would not fit into a record: then the last instant alone does.
        var isTooMuch = columns.Count + ((long)slot.Length * plan.Signals.Length) > maxSamples;
        var isMoved = false;
        for (var i = 0; i < slot.Length; i++)
        {
            isMoved |= Take(batch, slot[i]);
            var isInstantOver = i + 1 == slot.Length || (slot[i + 1].TimeNs != slot[i].TimeNs && !isTooMuch);
            if (isInstantOver && isMoved)
            {
                Tell(plan, slot[i].Slot);
                isMoved = false;
            }
        }
    }

    /// <summary>Takes one input in; false when it came late and moves nothing.</summary>
    private bool Take(SampleBatch batch, in Change change)
    {
        ref var cell = ref cells[change.Ordinal];
        if (change.TimeNs < cell.TimeNs)
        {
            return false;
        }

        cell.TimeNs = change.TimeNs;
        cell.Value = batch.Values[change.Item];
        cell.Quality = batch.Qualities is { } qualities ? qualities[change.Item] : Quality.Good;
        isChanged[change.Ordinal] = true;
        return true;
    }

    private void Tell(DerivedPlan plan, int slot)
    {
        foreach (var signal in plan.Signals)
        {
            if (TryCompute(signal, slot, out var result) && columns.Count < maxSamples)
            {
                columns.Add(new SeriesId(slot, signal.Ordinal), result.TimeNs, result.Value, result.Quality);
                cells[signal.Ordinal] = result;
                isChanged[signal.Ordinal] = true;
            }
        }

        Array.Clear(isChanged);
    }

    private bool TryCompute(PlannedSignal signal, int slot, out SignalCell result)
    {
        result = SignalCell.Empty;
        result.Quality = Quality.Good;
        var moved = false;
        for (var i = 0; i < signal.Inputs.Length; i++)
        {
            var input = signal.Inputs[i];
            if (input.Parameter is { } parameter)
            {
                inputs[i] = layout!.Assets.EntryOf(slot).Parameters[parameter];
                continue;
            }

            ref readonly var cell = ref cells[input.Ordinal];
            if (cell.TimeNs == long.MinValue)
            {
                return false;
            }

            moved |= isChanged[input.Ordinal];
            inputs[i] = Quality.IsBad(cell.Quality) ? double.NaN : cell.Value;
            result.TimeNs = Math.Max(result.TimeNs, cell.TimeNs);
            result.Quality = Quality.Worse(result.Quality, Severity(cell.Quality));
        }

        if (moved)
        {
            Finish(signal, ref result);
        }

        return moved;
    }

    private void Finish(PlannedSignal signal, ref SignalCell result)
    {
        var value = signal.Expression.Evaluate(inputs);
        if (!double.IsFinite(value))
        {
            result.Quality = Quality.Bad;
        }
        else
        {
            result.Value = value;
            if (value < signal.Definition.Min || value > signal.Definition.Max)
            {
                result.Quality = Quality.Worse(Quality.UncertainEngineeringUnitsExceeded, result.Quality);
            }
        }
    }

    private static uint Severity(uint quality) => Quality.IsGood(quality) ? Quality.Good : Quality.IsBad(quality) ? Quality.Bad : Quality.Uncertain;

    private readonly record struct Change(int Slot, int Ordinal, int Item, long TimeNs);
}
