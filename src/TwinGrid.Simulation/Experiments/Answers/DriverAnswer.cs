using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Sensitivity;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>What drives a KPI: Sobol' indices of independent factors.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Factors">Paths of the factors, in the order of the indices.</param>
/// <param name="Indices">First-order and total indices with intervals.</param>
public sealed record DriverAnswer(string Kpi, IReadOnlyList<string> Factors, SobolResult Indices)
{
    /// <summary>The indices of all KPIs that are asked about.</summary>
    /// <param name="plan">An experiment with a sensitivity analysis.</param>
    /// <param name="points">For each point its replications, in the order of the index.</param>
    internal static IReadOnlyList<DriverAnswer> Of(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> points)
    {
        var asked = plan.Sensitivity!;
        var answers = new List<DriverAnswer>();
        foreach (var id in asked.Plan.Kpis)
        {
            var kpi = plan.IndexOfKpi(id);
            var outputs = points.Select(p => p.Select(r => r.Kpis[kpi]).ToArray()).ToArray();
            if (outputs.All(o => o.All(double.IsFinite)))
            {
                var bootstrap = StreamSource.StateDraw(plan.Document.Seed, 0).Stream("sensitivity", id);
                answers.Add(new DriverAnswer(id, [.. asked.Plan.Factors.Select(f => f.Path)], SobolAnalysis.Of(asked.Design, outputs, bootstrap, plan.Document.Level)));
            }
        }

        return answers;
    }
}

/// <summary>Effects of the factors of a two-level design on a KPI.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Analysis">Main effects and two-factor interactions with F tests, and what they can't be told apart from.</param>
public sealed record EffectsAnswer(string Kpi, FactorialAnalysis Analysis)
{
    /// <summary>The effects on all KPIs but quantiles; empty when the arms are no two-level design.</summary>
    internal static IReadOnlyList<EffectsAnswer> Of(ExperimentPlan plan, ArmSamples samples)
    {
        if (plan.TwoLevel is not { } design || plan.Document.UsesBatchMeans || plan.Document.Selection is not null)
        {
            return [];
        }

        var answers = new List<EffectsAnswer>();
        for (var kpi = 0; kpi < plan.Kpis.Length; kpi++)
        {
            // Of replications that share a draw the mean is one response, and all arms share the draws.
            var responses = Enumerable.Range(0, plan.Arms.Length).Select(arm => samples.Averaged(arm, kpi)?.Independent(plan.Draws) ?? []).ToArray();
            if (responses.All(r => r.Length > 0 && r.All(double.IsFinite)))
            {
                var isPaired = plan.Document.CommonRandomNumbers || plan.Draws > 1;
                answers.Add(new EffectsAnswer(plan.Kpis[kpi].Definition.Id, FactorialAnova.Of(design, responses, isPaired, plan.Document.Level)));
            }
        }

        return answers;
    }
}
