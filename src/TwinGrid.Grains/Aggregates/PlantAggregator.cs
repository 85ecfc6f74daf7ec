using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>Figures of one plant and its lines, worked out anew at each look from what changed since the last. Not thread safe.</summary>
internal sealed class PlantAggregator
{
    private readonly Dictionary<IPartition, PartitionCounter> counters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ProductionRing> rings = new(StringComparer.Ordinal);
    private FiguresPlan? plan;

    /// <summary>The figures now; readings that are to outlive the process go to <paramref name="keep"/>. Null before the first definition.</summary>
    /// <param name="partitions">The plant's partitions here.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="keep">Line id and reading.</param>
    public PlantFigures? Look(IReadOnlyList<IPartition> partitions, long nowNs, Action<string, ProductionReading> keep)
    {
        if (partitions.Select(partition => partition.Definition).FirstOrDefault(known => known is not null) is not { } definition)
        {
            return null;
        }

        if (!ReferenceEquals(plan?.Definition, definition))
        {
            plan = new FiguresPlan(definition);
            DropRings();
        }

        var counts = Count(partitions, nowNs);
        var lines = new Dictionary<string, Aggregate>(StringComparer.Ordinal);
        var (all, allWindows) = (new LineCounts(plan.Signals.Count), default(ProductionWindow));
        for (var i = 0; i < plan.Lines.Count; i++)
        {
            var line = plan.Lines[i];
            var reading = Read(line, partitions, counts[i], nowNs);
            var ring = RingOf(line);
            if (ring.Offer(reading))
            {
                keep(line.Definition.Id, reading);
            }

            var window = default(ProductionWindow);
            var start = ring.BaseOf(reading);
            window.Add(start, reading, line.IdealCycle);
            allWindows.Add(start, reading, line.IdealCycle);
            all.Add(counts[i]);
            lines.Add(line.Definition.Id, Make(counts[i], window, line.Kpis, nowNs));
        }

        return new PlantFigures(Make(all, allWindows, plan.PlantKpis, nowNs), lines);
    }

    /// <summary>Gives a line's ring a reading of an earlier process, in order of time, before the first look.</summary>
    public void Restore(string line, TimeSpan window, in ProductionReading reading)
    {
        if (!rings.TryGetValue(line, out var ring))
        {
            rings.Add(line, ring = new ProductionRing(window));
        }

        ring.Offer(reading);
    }

    private LineCounts[] Count(IReadOnlyList<IPartition> partitions, long nowNs)
    {
        foreach (var gone in counters.Keys.Where(known => !partitions.Contains(known)).ToList())
        {
            counters.Remove(gone);
        }

        var counts = plan!.Lines.Select(_ => new LineCounts(plan.Signals.Count)).ToArray();
        foreach (var partition in partitions)
        {
            if (!counters.TryGetValue(partition, out var counter))
            {
                counters.Add(partition, counter = new PartitionCounter(partition));
            }

            counter.Count(plan, nowNs, counts);
        }

        return counts;
    }

    private static ProductionReading Read(LinePlan line, IReadOnlyList<IPartition> partitions, LineCounts counts, long nowNs)
    {
        foreach (var partition in partitions)
        {
            if (line.Asset.Length > 0 && partition.Key.Number == line.Definition.Partition
                && partition.TryReadProduction(partition.FindAsset(line.Asset), out var totals))
            {
                return ProductionReading.Of(nowNs, line.Asset, totals, line.StateHoldNs, counts.EnergyKilowattHours);
            }
        }

        return new ProductionReading(nowNs, "", 0, 0, 0, 0, 0, counts.EnergyKilowattHours);
    }

    private ProductionRing RingOf(LinePlan line)
    {
        if (!rings.TryGetValue(line.Definition.Id, out var ring))
        {
            rings.Add(line.Definition.Id, ring = new ProductionRing(line.Definition.KpiWindow));
        }

        return ring;
    }

    /// <summary>Rings of lines that are gone, or whose window has another length, start anew.</summary>
    private void DropRings()
    {
        foreach (var (id, ring) in rings.ToList())
        {
            var line = plan!.Lines.FirstOrDefault(candidate => candidate.Definition.Id == id);
            if (line is null || Nanoseconds.From(line.Definition.KpiWindow) != ring.WindowNs)
            {
                rings.Remove(id);
            }
        }
    }

    private Aggregate Make(LineCounts counts, in ProductionWindow window, IReadOnlyList<KpiExpression> expressions, long nowNs)
    {
        var kpis = new List<KpiValue>(window.Kpis(counts.WorkInProcess));
        foreach (var kpi in expressions)
        {
            kpis.Add(Evaluate(kpi, counts, window, kpis));
        }

        return new Aggregate
        {
            Assets = counts.Assets,
            States = counts.States,
            ActiveAlarms = counts.ActiveAlarms,
            UnacknowledgedAlarms = counts.UnacknowledgedAlarms,
            StaleAssets = counts.Stale,
            Kpis = kpis,
            ComputedAtNs = nowNs,
        };
    }

    private KpiValue Evaluate(KpiExpression kpi, LineCounts counts, in ProductionWindow window, List<KpiValue> builtIn)
    {
        var inputs = new double[kpi.Inputs.Length];
        string? unknown = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = kpi.Inputs[i];
            inputs[i] = input.Function is { } function
                ? counts.Signals[IndexOf(input.Type!, input.Signal!)].Of(function)
                : builtIn.Find(value => value.Id == input.BuiltIn)!.Value;
            unknown ??= double.IsNaN(inputs[i]) ? $"{input.Name} is not known" : null;
        }

        var result = kpi.Expression.Evaluate(inputs);
        var reason = double.IsFinite(result) ? null : double.IsNaN(result) ? unknown ?? "the expression has no value" : "division by zero";
        return window.Value(kpi.Definition.Id, kpi.Definition.Unit, result, reason);
    }

    private int IndexOf(string type, string signal)
    {
        for (var i = 0; i < plan!.Signals.Count; i++)
        {
            if (plan.Signals[i].Type == type && plan.Signals[i].Signal == signal)
            {
                return i;
            }
        }

        throw new ArgumentException($"The plan has no signal '{type}.{signal}'.", nameof(signal));
    }
}
