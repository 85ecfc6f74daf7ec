using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics.Tradeoffs;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Which arms no other arm beats in all KPIs.</summary>
/// <param name="Kpis">The KPIs that have a direction.</param>
/// <param name="Set">Each arm with those that dominate it.</param>
public sealed record TradeoffAnswer(IReadOnlyList<string> Kpis, ParetoSet Set)
{
    /// <summary>The trade-offs; null with fewer than two arms, fewer than two KPIs with a direction, or a single long run.</summary>
    internal static TradeoffAnswer? Of(ExperimentPlan plan, ArmSamples samples)
    {
        var kpis = Enumerable.Range(0, plan.Kpis.Length)
            .Where(k => plan.Kpis[k].Definition.Direction != KpiDirection.None && plan.Kpis[k].Definition.Estimator.Kind == EstimatorKind.Mean).ToArray();
        if (plan.Arms.Length < 2 || kpis.Length < 2 || plan.Document.UsesBatchMeans)
        {
            return null;
        }

        // Of replications that share a draw only the mean is independent of the others, and all arms share the draws.
        var values = kpis.Select(k => Enumerable.Range(0, plan.Arms.Length).Select(arm => samples[arm, k].Independent(plan.Draws)).ToArray()).ToArray();
        var n = values.Min(v => v.Min(arm => arm.Length));
        var isWhole = values.All(v => v.All(arm => arm.Take(n).All(double.IsFinite)));
        return n < 2 || !isWhole
            ? null
            : new TradeoffAnswer(
                [.. kpis.Select(k => plan.Kpis[k].Definition.Id)],
                ParetoSet.Of(
                    [.. values.Select(v => v.Select(arm => arm.Take(n).ToArray()).ToArray())], [.. kpis.Select(k => plan.Kpis[k].Definition.Direction)],
                    plan.Document.CommonRandomNumbers || plan.Draws > 1));
    }
}
