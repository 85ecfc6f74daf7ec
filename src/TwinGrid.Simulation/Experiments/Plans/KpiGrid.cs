using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Instants of a replication at which the sums of outputs are kept, so that warm-up and batches can be cut out afterwards.</summary>
internal static class KpiGrid
{
    /// <summary>Observations that the marginal standard error rule works on before it joins them by five.</summary>
    private const int WarmUpPoints = 5_000;

    /// <summary>Parts into which each wanted batch is cut, so that batches that turn out correlated can be joined differently.</summary>
    private const int PartsOfBatch = 16;

    /// <summary>Whether a document's analysis looks into replications.</summary>
    public static bool IsNeeded(ExperimentDocument document) => document.UsesBatchMeans || document.WarmUp.Method == WarmUpMethod.Mser5;

    /// <summary>End points of equal stretches from the given warm-up to the horizon, the last one the horizon; empty when none are needed.</summary>
    public static ImmutableArray<SimTime> Of(ExperimentDocument document, SimClock clock)
    {
        if (!IsNeeded(document))
        {
            return [];
        }

        var points = document.WarmUp.Method == WarmUpMethod.Mser5 ? WarmUpPoints : document.Batches * PartsOfBatch;
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
}
