using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Differences between arms, and what follows from them for the hypotheses.</summary>
internal static class Comparisons
{
    /// <summary>The pairs of the hypotheses, in the order of the document, then every arm against the first one, KPI by KPI, as far as no hypothesis is about it.</summary>
    public static IReadOnlyList<ComparisonAnswer> Of(ExperimentPlan plan, ArmSamples samples)
    {
        var document = plan.Document;
        var tested = Judge(plan, samples);
        var answers = new List<ComparisonAnswer>(tested);
        for (var kpi = 0; kpi < plan.Kpis.Length; kpi++)
        {
            for (var arm = 1; arm < plan.Arms.Length; arm++)
            {
                var (id, treatment, control) = (plan.Kpis[kpi].Definition.Id, plan.Arms[arm].Name, plan.Arms[0].Name);
                if (!tested.Any(t => t.Kpi == id && t.Treatment == treatment && t.Control == control) && samples.Difference(kpi, arm, 0, document.Level) is { } difference)
                {
                    answers.Add(Answer(plan, kpi, treatment, control, difference, TwoSidedP(difference)));
                }
            }
        }

        return answers;
    }

    private static List<ComparisonAnswer> Judge(ExperimentPlan plan, ArmSamples samples)
    {
        var claims = new List<(Hypothesis Asked, EffectClaim Claim, DifferenceEstimate Difference)>();
        foreach (var hypothesis in plan.Document.Hypotheses)
        {
            var (treatment, control) = (plan.IndexOfArm(hypothesis.Compare.Treatment), plan.IndexOfArm(hypothesis.Compare.Control));
            var difference = samples.Difference(plan.IndexOfKpi(hypothesis.Kpi), treatment, control, plan.Document.Level);
            // Each counts in the correction, whatever was observed: the family is chosen by the document, not by the data.
            claims.Add((hypothesis, Claim(hypothesis), difference ?? Unknown.Difference(plan.Document.Level)));
        }

        var results = ClaimFamily.Judge([.. claims.Select(c => (c.Claim, c.Difference))], plan.Document.Correction);
        return
        [
            .. claims.Select((c, i) => Answer(
                plan, plan.IndexOfKpi(c.Asked.Kpi), c.Asked.Compare.Treatment, c.Asked.Compare.Control, results[i].Difference, results[i].AdjustedPValue) with { Hypothesis = results[i] }),
        ];
    }

    private static ComparisonAnswer Answer(ExperimentPlan plan, int kpi, string treatment, string control, DifferenceEstimate difference, double p) => new()
    {
        Kpi = plan.Kpis[kpi].Definition.Id,
        Unit = plan.Kpis[kpi].EstimateUnit,
        Treatment = treatment,
        Control = control,
        Difference = difference,
        PValue = p,
    };

    private static double TwoSidedP(DifferenceEstimate difference) => difference.StandardError switch
    {
        > 0 and < double.PositiveInfinity => Math.Min(1, 2 * StudentTLaw.UpperTail(Math.Abs(difference.Mean) / difference.StandardError, difference.DegreesOfFreedom)),
        0 when difference.Mean != 0 => 0,
        _ => 1,
    };

    private static EffectClaim Claim(Hypothesis hypothesis) => new()
    {
        Alternative = hypothesis.Alternative, MinimumEffect = hypothesis.MinimumEffect, Alpha = hypothesis.Alpha, Power = hypothesis.Power,
    };
}
