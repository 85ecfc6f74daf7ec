using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Queries;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>
/// What figures need of each slot of a partition, in columns: 12 bytes an asset, so that a live state is read only when it changed, and counting is
/// a walk along arrays. Columns for work in process and energy exist only where a type tells them. Not thread safe.
/// </summary>
internal sealed class SlotColumns
{
    /// <summary>Line of a slot that counts for none.</summary>
    public const ushort NoLine = ushort.MaxValue;

    /// <summary>Added to the line of a retired asset, whose energy stays part of the line's.</summary>
    public const ushort Retired = 0x8000;

    private readonly Dictionary<string, ushort> stateNumbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly AssetView view = new();

    /// <summary>Columns of a partition's slots under its present definition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="lineNumbers">Number of each line id.</param>
    /// <param name="signals">Signals that KPIs aggregate: type and signal id.</param>
    public SlotColumns(IPartition partition, IReadOnlyDictionary<string, ushort> lineNumbers, IReadOnlyList<(string Type, string Signal)> signals)
    {
        var count = partition.SlotCount;
        Lines = new ushort[count];
        States = new ushort[count];
        StaleFromNs = new long[count];
        Signals = signals;
        var hasProduction = partition.Definition?.Types.Values.Any(type => type.Production is not null) ?? false;
        WorkInProcess = hasProduction ? Filled(count, double.NaN) : null;
        Energy = hasProduction ? new double[count] : null;
        Values = [.. signals.Select(_ => Filled(count, double.NaN))];
        for (var slot = 0; slot < count; slot++)
        {
            Lines[slot] = partition.GetAssetInfo(slot) is { } info && lineNumbers.TryGetValue(info.Line, out var line)
                ? (ushort)(info.IsRetired ? line | Retired : line)
                : NoLine;
            StaleFromNs[slot] = long.MaxValue;
        }
    }

    /// <summary>Number of the line.</summary>
    public ushort[] Lines { get; }

    /// <summary>Number of the state's symbol.</summary>
    public ushort[] States { get; }

    /// <summary>When the first of its signals goes stale; long.MaxValue = never.</summary>
    public long[] StaleFromNs { get; }

    /// <summary>Units in the asset; null where no type tells.</summary>
    public double[]? WorkInProcess { get; }

    /// <summary>Energy since the first sample, kW·h; null where no type tells.</summary>
    public double[]? Energy { get; }

    /// <summary>Signals that KPIs aggregate.</summary>
    public IReadOnlyList<(string Type, string Signal)> Signals { get; }

    /// <summary>A column of usable values for each of <see cref="Signals"/>; NaN = none.</summary>
    public double[][] Values { get; }

    /// <summary>Symbols by their number.</summary>
    public List<string> StateSymbols { get; } = [""];

    /// <summary>Reads one slot's live state into the columns.</summary>
    public void Read(IPartition partition, int slot)
    {
        if ((uint)slot >= (uint)Lines.Length || !partition.TryRead(slot, view))
        {
            return;
        }

        if (view.Info.IsRetired)
        {
            Lines[slot] |= Retired;
        }

        var facts = TypeFacts.Of(view.Info.Type);
        States[slot] = NumberOf(facts.StateOf(view));
        StaleFromNs[slot] = facts.HasStaleSignals ? StaleFrom(view) : long.MaxValue;
        if (WorkInProcess is not null && facts.WorkInProcessIndex >= 0)
        {
            WorkInProcess[slot] = Usable(view.Signals[facts.WorkInProcessIndex]);
        }

        if (Energy is not null && partition.TryReadProduction(slot, out var totals))
        {
            Energy[slot] = totals.EnergyKilowattHours;
        }

        for (var i = 0; i < Signals.Count; i++)
        {
            var index = Signals[i].Type == view.Info.Type.Id ? facts.IndexOf(Signals[i].Signal) : -1;
            Values[i][slot] = index >= 0 ? Usable(view.Signals[index]) : double.NaN;
        }
    }

    private static double Usable(in SignalView signal) =>
        signal.TimeNs == long.MinValue || Quality.IsBad(signal.Quality) ? double.NaN : signal.Value;

    private static long StaleFrom(AssetView view)
    {
        var first = long.MaxValue;
        var signals = view.Info.Type.Signals;
        for (var i = 0; i < signals.Length && i < view.Count; i++)
        {
            if (signals[i].StaleAfter is { } after && view.Signals[i].TimeNs is var time && time != long.MinValue)
            {
                first = Math.Min(first, time + Nanoseconds.From(after));
            }
        }

        return first;
    }

    private static double[] Filled(int count, double value)
    {
        var column = new double[count];
        Array.Fill(column, value);
        return column;
    }

    private ushort NumberOf(string symbol)
    {
        if (!stateNumbers.TryGetValue(symbol, out var number))
        {
            // A state signal without symbols could have any number of values: beyond the bound they count as none.
            if (StateSymbols.Count >= 1_024)
            {
                return 0;
            }

            stateNumbers.Add(symbol, number = (ushort)StateSymbols.Count);
            StateSymbols.Add(symbol);
        }

        return number;
    }
}
