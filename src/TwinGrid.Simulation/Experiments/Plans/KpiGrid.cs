using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Statistics.SteadyState;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Instants of a replication at which the sums of outputs are kept, so that warm-up and batches can be cut out afterwards.</summary>
internal static class KpiGrid
{
    /// <summary>Observations that the marginal standard error rule works on before it joins them by five, when there are few replications.</summary>
    private const int WarmUpPoints = 5_000;

    /// <summary>The same when there are many, whose courses are averaged: a warm-up is then found to within half a percent of the run.</summary>
    private const int FewestWarmUpPoints = 200;

    /// <summary>Sums that all replications together may keep, as long as each has enough: 80 MB.</summary>
    private const long MostSums = 5_000_000;

    /// <summary>Parts into which each wanted batch is cut, so that batches that turn out correlated can be joined differently.</summary>
    private const int PartsOfBatch = 16;

    /// <summary>Fewer batches are cut into as many parts as so many, so that their correlation can be seen.</summary>
    private const int FewestBatches = 20;

    /// <summary>Whether a document's analysis looks into replications.</summary>
    public static bool IsNeeded(ExperimentDocument document) => document.UsesBatchMeans || document.WarmUp.Method == WarmUpMethod.Mser5;

    /// <summary>End points of equal stretches from the given warm-up to the horizon, the last one the horizon; empty when none are needed.</summary>
    public static ImmutableArray<SimTime> Of(ExperimentPlan plan)
    {
        var (document, clock) = (plan.Document, plan.Clock);
        if (!IsNeeded(document))
        {
            return [];
        }

        var points = Points(plan);
        var first = clock.Time(document.WarmUp.Seconds);
        var length = (clock.Time(document.HorizonSeconds) - first).Ticks;
        var grid = ImmutableArray.CreateBuilder<SimTime>(points);
        for (var i = 1; i <= points; i++)
        {
            // Whole ticks: the product of up to 63 bits and a count needs 128.
            var offset = (long)((Int128)length * i / points);
            grid.Add(first + new SimDuration(offset));
        }

        return grid.ToImmutable();
    }

    private static int Points(ExperimentPlan plan)
    {
        var document = plan.Document;
        if (document.UsesBatchMeans)
        {
            // Half a run at the most is left out as warm-up.
            return document.WarmUp.Method == WarmUpMethod.Mser5
                ? Math.Max(WarmUpPoints, 2 * BatchMeans.Needed(document.Batches))
                : Math.Max(document.Batches, FewestBatches) * PartsOfBatch;
        }

        var series = (double)plan.Arms.Length * document.Replications.Max * plan.Draws * plan.Kpis.Sum(kpi => kpi.References.Length);
        return (int)Math.Clamp(MostSums / Math.Max(1, series), FewestWarmUpPoints, WarmUpPoints);
    }
}
