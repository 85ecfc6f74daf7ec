using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>Ends the warm-up and keeps the sums of the KPIs' outputs at the instants of the grid.</summary>
internal sealed class KpiRecorder : IEventTarget
{
    private const int WarmUp = 1;
    private const int Grid = 2;

    private readonly ModelInstance instance;
    private readonly ImmutableArray<KpiPlan> kpis;
    private readonly ImmutableArray<SimTime> grid;
    private readonly ComponentMonitor[][] monitors;
    private readonly MonitorSum[][][] sums;
    private readonly MonitorSum[][] last;
    private readonly double[] figures;

    public KpiRecorder(ModelInstance instance, ImmutableArray<KpiPlan> kpis, ImmutableArray<SimTime> grid)
    {
        this.instance = instance;
        this.kpis = kpis;
        this.grid = grid;
        monitors = [.. kpis.Select(k => k.References.Select(r => instance.Find(r.Path)!.Monitors.First(m => m.Name == r.Monitor)).ToArray())];
        sums = [.. kpis.Select(k => k.References.Select(_ => new MonitorSum[grid.Length]).ToArray())];
        last = [.. kpis.Select(k => new MonitorSum[k.References.Length])];
        IgnoreOthers();
        figures = new double[kpis.Select(k => k.References.Length).DefaultIfEmpty().Max()];
    }

    public ulong TraceId { get; } = StableHash.Of("statistics");

    /// <summary>Sums over the stretches of the grid.</summary>
    public ImmutableArray<KpiSeries> Series => grid.IsEmpty ? [] : [.. sums.Select(s => new KpiSeries([.. s.Select(r => r.ToImmutableArray())]))];

    public void Start(SimTime warmUp)
    {
        if (warmUp > SimTime.Zero)
        {
            instance.Simulator.ScheduleAt(warmUp, this, WarmUp, priority: EventPriority.Statistics);
        }

        if (!grid.IsEmpty)
        {
            instance.Simulator.ScheduleAt(grid[0], this, Grid, 0, EventPriority.Statistics);
        }
    }

    public void OnEvent(int kind, long argument)
    {
        if (kind == WarmUp)
        {
            instance.ResetMonitors(instance.Simulator.Now);
            Array.ForEach(last, sums => Array.Clear(sums));
            return;
        }

        var index = (int)argument;
        Record(index);
        if (index + 1 < grid.Length)
        {
            instance.Simulator.ScheduleAt(grid[index + 1], this, Grid, index + 1, EventPriority.Statistics);
        }
    }

    /// <summary>KPI values since the warm-up.</summary>
    public ImmutableArray<double> Values(SimTime now)
    {
        var values = ImmutableArray.CreateBuilder<double>(kpis.Length);
        for (var k = 0; k < kpis.Length; k++)
        {
            var references = kpis[k].References;
            for (var r = 0; r < references.Length; r++)
            {
                figures[r] = monitors[k][r].Value(references[r].Estimator, now);
            }

            values.Add(kpis[k].Compute(figures));
        }

        return values.MoveToImmutable();
    }

    /// <summary>What no KPI follows over time need not be observed but at the end.</summary>
    private void IgnoreOthers()
    {
        var followed = kpis.SelectMany((k, i) => k.References.Select((r, j) => (r.Estimator, Monitor: monitors[i][j]))).Where(r => r.Estimator != Estimator.Final).Select(r => r.Monitor).ToHashSet();
        foreach (var monitor in instance.Parts.SelectMany(p => p.Monitors).Where(m => !followed.Contains(m)))
        {
            monitor.Ignore();
        }
    }

    private void Record(int index)
    {
        var now = instance.Simulator.Now;
        for (var k = 0; k < kpis.Length; k++)
        {
            for (var r = 0; r < monitors[k].Length; r++)
            {
                var sum = monitors[k][r].Accumulated(now);
                sums[k][r][index] = sum - last[k][r];
                last[k][r] = sum;
            }
        }
    }
}
