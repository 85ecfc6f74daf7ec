using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Statistics.Stopping;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>Whether the intervals are narrow enough.</summary>
internal static class StoppingRule
{
    /// <summary>Whether all half-width rules hold on a prefix; false when there are none, since the number is then fixed.</summary>
    public static bool IsSatisfied(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> prefix)
    {
        var rules = plan.Document.Replications.HalfWidths;
        return !rules.IsEmpty && rules.All(rule => IsSatisfied(plan, rule, prefix));
    }

    /// <summary>What to say of the half-widths that were not reached when the run ended.</summary>
    public static IEnumerable<string> Unreached(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results) =>
        from rule in plan.Document.Replications.HalfWidths
        where !IsSatisfied(plan, rule, results)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{rule.Kpi}: the half-width asked for was not reached within {results.Min(arm => arm.Count)} replications an arm{(plan.Draws > 1 ? $"; with {plan.Draws} draws of uncertain state and parameters only more draws may narrow it further" : "; allow more (replications.max)")}");

    private static bool IsSatisfied(ExperimentPlan plan, HalfWidthRule rule, IReadOnlyList<IReadOnlyList<ReplicationResult>> prefix)
    {
        var kpi = plan.IndexOfKpi(rule.Kpi);
        var level = plan.Document.Level;
        var estimator = plan.Kpis[kpi].Definition.Estimator;
        var values = prefix.Select(arm => KpiValues.Of(plan, kpi, arm)).ToArray();
        if (values.Any(v => v.Observed.Length < 2))
        {
            return false;
        }

        var control = KpiEstimation.Estimate(plan, estimator, values[0]);
        var target = (rule.Absolute is { } absolute ? HalfWidthTarget.Absolute(absolute) : HalfWidthTarget.Relative(rule.Relative!.Value)).For(control.Mean);
        if (plan.Arms.Length == 1)
        {
            return control.HalfWidth <= target;
        }

        var pairs = rule.Compare is { } pair
            ? [(Treatment: plan.IndexOfArm(pair.Treatment), Control: plan.IndexOfArm(pair.Control))]
            : Enumerable.Range(1, plan.Arms.Length - 1).Select(arm => (Treatment: arm, Control: 0));
        var averaged = values.Select(v => v.Averaged(estimator)).ToArray();
        return pairs.All(p => averaged[p.Treatment] is { } ones && averaged[p.Control] is { } others && KpiValues.Difference(plan, ones, others, level)?.HalfWidth <= target);
    }
}
