using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Judges guards and acceptance rules. A single long run has no independent outcomes to judge by, and gets no answers.</summary>
internal static class Risks
{
    /// <summary>Every guard for every arm that it is about, in the order of the document.</summary>
    public static IReadOnlyList<GuardAnswer> Guards(ExperimentPlan plan, ArmSamples samples)
    {
        var answers = new List<GuardAnswer>();
        foreach (var guard in plan.Document.UsesBatchMeans ? [] : plan.Document.Guards)
        {
            var kpi = plan.IndexOfKpi(guard.Kpi);
            var baseline = guard.Margin is null ? -1 : plan.IndexOfArm(guard.Against ?? plan.Arms[0].Name);
            for (var arm = 0; arm < plan.Arms.Length; arm++)
            {
                if (arm != baseline && Judge(plan, samples, guard, kpi, arm, baseline) is { } result)
                {
                    answers.Add(new GuardAnswer(guard.Kpi, plan.Kpis[kpi].Unit, plan.Arms[arm].Name, Words(plan, guard, kpi, baseline), result));
                }
            }
        }

        return answers;
    }

    /// <summary>Every acceptance rule for every arm that it is about, in the order of the document.</summary>
    public static IReadOnlyList<AcceptanceAnswer> Acceptances(ExperimentPlan plan, ArmSamples samples)
    {
        var answers = new List<AcceptanceAnswer>();
        foreach (var rule in plan.Document.UsesBatchMeans ? [] : plan.Document.Acceptance)
        {
            var kpi = plan.IndexOfKpi(rule.Kpi);
            for (var arm = 0; arm < plan.Arms.Length; arm++)
            {
                var values = samples[arm, kpi].Observed;
                if ((rule.Arm is null || rule.Arm == plan.Arms[arm].Name) && values.Length > 0)
                {
                    var kept = values.Count(v => v >= (rule.AtLeast ?? double.NegativeInfinity) && v <= (rule.AtMost ?? double.PositiveInfinity));
                    var words = string.Create(CultureInfo.InvariantCulture, $"{Limit(rule.AtLeast, rule.AtMost, plan.Kpis[kpi].Unit)} in {rule.Probability:P0} of replications");
                    answers.Add(new AcceptanceAnswer(rule.Kpi, plan.Kpis[kpi].Unit, plan.Arms[arm].Name, words, Acceptance.Judge(kept, values.Length, rule.Probability)));
                }
            }
        }

        return answers;
    }

    private static GuardResult? Judge(ExperimentPlan plan, ArmSamples samples, Guard guard, int kpi, int arm, int baseline)
    {
        var values = samples[arm, kpi].Observed;
        if (values.Length == 0)
        {
            return null;
        }

        if (guard.AtLeast is { } atLeast)
        {
            return GuardCheck.AtLeast(values, atLeast, guard.Alpha);
        }

        if (guard.AtMost is { } atMost)
        {
            return GuardCheck.AtMost(values, atMost, guard.Alpha);
        }

        var (first, second, paired) = samples.Common(arm, baseline, kpi);
        return first.Length == 0 || second.Length == 0
            ? null
            : GuardCheck.NonInferior(first, second, paired, plan.Kpis[kpi].Definition.Direction, guard.Margin!.Value, guard.Alpha);
    }

    private static string Words(ExperimentPlan plan, Guard guard, int kpi, int baseline) => guard.Margin is { } margin
        ? string.Create(CultureInfo.InvariantCulture, $"at most {margin}{Suffix(plan.Kpis[kpi].Unit)} worse than {plan.Arms[baseline].Name}")
        : Limit(guard.AtLeast, guard.AtMost, plan.Kpis[kpi].Unit);

    private static string Limit(double? atLeast, double? atMost, string unit) =>
        atLeast is { } low ? string.Create(CultureInfo.InvariantCulture, $"at least {low}{Suffix(unit)}") : string.Create(CultureInfo.InvariantCulture, $"at most {atMost}{Suffix(unit)}");

    private static string Suffix(string unit) => unit == "1" ? "" : $" {unit}";
}
