using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Judges guards and acceptance rules. A single long run has no independent outcomes: its guards are judged by the mean alone, and it has no acceptance rules.</summary>
internal static class Risks
{
    /// <summary>A wrong Supported has chance at most 5 %, and so has a wrong Refuted.</summary>
    private const double AcceptanceLevel = 0.9;

    /// <summary>Every guard for every arm that it is about, in the order of the document.</summary>
    public static IReadOnlyList<GuardAnswer> Guards(ExperimentPlan plan, ArmSamples samples)
    {
        var answers = new List<GuardAnswer>();
        foreach (var guard in plan.Document.Guards)
        {
            var kpi = plan.IndexOfKpi(guard.Kpi);
            var baseline = guard.Margin is null ? -1 : plan.IndexOfArm(guard.Against ?? plan.Arms[0].Name);
            for (var arm = 0; arm < plan.Arms.Length; arm++)
            {
                if (arm != baseline)
                {
                    answers.Add(new GuardAnswer(guard.Kpi, plan.Kpis[kpi].EstimateUnit, plan.Arms[arm].Name, Words(plan, guard, kpi, baseline), Judge(plan, samples, guard, kpi, arm, baseline)));
                }
            }
        }

        return answers;
    }

    /// <summary>Every acceptance rule for every arm that it is about, in the order of the document.</summary>
    public static IReadOnlyList<AcceptanceAnswer> Acceptances(ExperimentPlan plan, ArmSamples samples)
    {
        var answers = new List<AcceptanceAnswer>();
        foreach (var rule in plan.Document.Acceptance)
        {
            var kpi = plan.IndexOfKpi(rule.Kpi);
            for (var arm = 0; arm < plan.Arms.Length; arm++)
            {
                var values = samples[arm, kpi].All;
                if ((rule.Arm is null || rule.Arm == plan.Arms[arm].Name) && OutcomeShare.Of(plan, values.Length, i => double.IsFinite(values[i]) ? Keeps(rule, values[i]) : null, AcceptanceLevel) is { } kept)
                {
                    var words = string.Create(CultureInfo.InvariantCulture, $"{Limit(rule.AtLeast, rule.AtMost, plan.Kpis[kpi].Unit)} in {rule.Probability:P0} of replications");
                    answers.Add(new AcceptanceAnswer(rule.Kpi, plan.Kpis[kpi].Unit, plan.Arms[arm].Name, words, Acceptance.Judge(kept, rule.Probability)));
                }
            }
        }

        return answers;
    }

    private static bool Keeps(AcceptanceRule rule, double value) => value >= (rule.AtLeast ?? double.NegativeInfinity) && value <= (rule.AtMost ?? double.PositiveInfinity);

    private static GuardResult Judge(ExperimentPlan plan, ArmSamples samples, Guard guard, int kpi, int arm, int baseline)
    {
        var level = 1 - 2 * guard.Alpha;
        var limit = guard.AtLeast ?? guard.AtMost;
        var difference = (limit is { } bound ? samples.Excess(kpi, arm, bound, level) : samples.Difference(kpi, arm, baseline, level)) ?? Unknown.Difference(level);
        var direction = guard.AtLeast is not null ? KpiDirection.Maximise : guard.AtMost is not null ? KpiDirection.Minimise : plan.Kpis[kpi].Definition.Direction;
        return GuardCheck.Judge(direction, difference, Violation(plan, samples, kpi, arm, baseline, limit, direction, guard.Margin ?? 0), guard.Margin ?? 0, guard.Alpha);
    }

    /// <summary>How often a single replication breaks a guard; null where none of the other arm belongs to it, of a long run, which is one, and of a probability, which a replication has none of.</summary>
    private static ProportionEstimate? Violation(ExperimentPlan plan, ArmSamples samples, int kpi, int arm, int baseline, double? limit, KpiDirection direction, double margin)
    {
        if (plan.Document.UsesBatchMeans || plan.Kpis[kpi].Definition.Estimator.Kind != EstimatorKind.Mean || (limit is null && !plan.Document.CommonRandomNumbers))
        {
            return null;
        }

        var values = samples[arm, kpi];
        var control = limit is { } bound ? KpiValues.Constant(bound, values.All.Length) : samples[baseline, kpi];
        return OutcomeShare.Of(plan, values.All.Length, i => IsPair(values, control, i) ? GuardCheck.IsBroken(direction, values.All[i], control.All[i], margin) : null, plan.Document.Level);
    }

    private static bool IsPair(KpiValues values, KpiValues control, int i) => i < control.All.Length && double.IsFinite(values.All[i]) && double.IsFinite(control.All[i]);

    private static string Words(ExperimentPlan plan, Guard guard, int kpi, int baseline) => guard.Margin is { } margin
        ? string.Create(CultureInfo.InvariantCulture, $"at most {margin}{Suffix(plan.Kpis[kpi].EstimateUnit)} worse than {plan.Arms[baseline].Name}")
        : Limit(guard.AtLeast, guard.AtMost, plan.Kpis[kpi].EstimateUnit);

    private static string Limit(double? atLeast, double? atMost, string unit) =>
        atLeast is { } low ? string.Create(CultureInfo.InvariantCulture, $"at least {low}{Suffix(unit)}") : string.Create(CultureInfo.InvariantCulture, $"at most {atMost}{Suffix(unit)}");

    private static string Suffix(string unit) => unit == "1" ? "" : $" {unit}";
}
