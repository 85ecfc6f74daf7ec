using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Cuts;

/// <summary>Makes a partition's cut out of the copies that the writer took; runs on the caller's thread.</summary>
/// <param name="job">Complete.</param>
/// <param name="atNs">The instant t0.</param>
/// <param name="isProducerGone">Whether the producer of a number was gone at t0.</param>
internal sealed class CutBuilder(CutJob job, long atNs, Func<uint, bool> isProducerGone)
{
    private readonly SortedDictionary<string, CutType> types = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyList<(string Id, AlarmCell Cell)>> alarms = job.Alarms.ToDictionary(one => one.Slot, one => one.Alarms);
    private readonly PartitionLayout layout = job.Scope.Layout;

    /// <summary>The cut.</summary>
    public PlantCut Build(IReadOnlyList<string> lines, Guid historyId)
    {
        var assets = new List<CutAsset>();
        for (var place = 0; place < job.Copies.Length; place++)
        {
            var (number, slots) = job.Scope.Blocks[place];
            var copy = job.Copies[place]!;
            var type = TypeOf(copy.Type.Definition);
            for (var left = slots; left != 0; left &= left - 1)
            {
                var slot = BitOperations.TrailingZeroCount(left);
                assets.Add(Build((number << PartitionLayout.BlockBits) + slot, slot, copy, type));
            }
        }

        return new PlantCut
        {
            Plant = layout.Key.Plant,
            DefinitionHash = layout.Definition.Hash,
            AtNs = atNs,
            Lines = [.. lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Positions = [new CutPosition(layout.Key.Number, historyId, job.Index)],
            Types = [.. types.Values],
            Assets = [.. assets.OrderBy(asset => asset.Id, StringComparer.Ordinal)],
        };
    }

    /// <summary>A type as a cut holds it.</summary>
    public static CutType TypeOf(AssetTypeDefinition definition, SortedDictionary<string, CutType> known)
    {
        if (!known.TryGetValue(definition.Id, out var type))
        {
            known.Add(definition.Id, type = new CutType(
                definition.Id,
                [.. definition.Signals.Select(signal => new CutSignalName(signal.Id, signal.Unit))],
                [.. definition.Parameters.Keys]));
        }

        return type;
    }

    private CutType TypeOf(AssetTypeDefinition definition) => TypeOf(definition, types);

    private CutAsset Build(int slot, int inBlock, CutBlock copy, CutType type)
    {
        var entry = layout.Assets.EntryOf(slot);
        return new CutAsset
        {
            Id = layout.Assets.IdOf(slot),
            Type = type,
            Line = entry.Line,
            Parameters = [.. type.Parameters.Select(id => entry.Parameters[id])],
            Signals = ImmutableCollectionsMarshal.AsImmutableArray(SignalsOf(inBlock, copy)),
            Production = copy.Production.Length == 0 ? null : ProductionOf(copy.Production[inBlock]),
            Alarms = alarms.TryGetValue(slot, out var some) ? [.. some.Where(one => IsTold(one.Cell)).Select(AlarmOf)] : [],
        };
    }

    private CutSignal[] SignalsOf(int inBlock, CutBlock copy)
    {
        var layoutOfType = copy.Type;
        var bytes = copy.Data.AsSpan(inBlock * layoutOfType.StrideBytes, layoutOfType.StrideBytes);
        var gone = isProducerGone(MemoryMarshal.Read<SlotHeader>(bytes).Writer & ~SlotHeader.SharedBit);
        var signals = new CutSignal[layoutOfType.OrdinalOfSignal.Length];
        for (var i = 0; i < signals.Length; i++)
        {
            var signal = layoutOfType.Signals[layoutOfType.OrdinalOfSignal[i]];
            var cell = MemoryMarshal.Read<SignalCell>(bytes[TypeLayout.CellOffset(signal.Ordinal)..]);
            var monitor = signal.MonitorOffset >= 0 ? MemoryMarshal.Read<SignalMonitor>(bytes[signal.MonitorOffset..]) : SignalMonitor.Empty;
            var view = new SignalView { TimeNs = cell.TimeNs, Quality = cell.Quality };
            signals[i] = new CutSignal(
                cell.Value,
                signal.TextIndex >= 0 ? copy.Texts[(inBlock * layoutOfType.TextCount) + signal.TextIndex] : null,
                cell.TimeNs,
                LiveQuality.At(atNs, view, signal.Definition, gone),
                monitor.Mean,
                monitor.Variance,
                monitor.UnchangedSinceNs);
        }

        return signals;
    }

    private CutProduction ProductionOf(in ProductionTotals totals)
    {
        var seconds = new double[8];
        ((ReadOnlySpan<double>)totals.Seconds).CopyTo(seconds);
        if (totals.StateSinceNs != long.MinValue)
        {
            // The state is what was last told: it lasts until something else is.
            seconds[(int)totals.State] += CutTime.Seconds(totals.StateSinceNs, atNs);
        }

        return new CutProduction
        {
            State = totals.State,
            PhaseSinceNs = totals.PhaseSinceNs,
            LastUnitNs = totals.LastUnitNs,
            RunningSecondsSinceDown = seconds[(int)StateClass.Running] - totals.RunningAtDown,
            StateSeconds = ImmutableCollectionsMarshal.AsImmutableArray(seconds),
            GoodUnits = totals.GoodUnits,
            RejectedUnits = totals.RejectedUnits,
            EnergyKilowattHours = totals.EnergyKilowattHours,
        };
    }

    private static bool IsTold(in AlarmCell cell) => cell.IsActive || cell.State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged;

    private static CutAlarm AlarmOf((string Id, AlarmCell Cell) one) => new(
        one.Id, one.Cell.IsActive, one.Cell.State is not (AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged), one.Cell.RaisedNs, one.Cell.Value);
}
