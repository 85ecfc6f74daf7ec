using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Whether the replications of a document can answer what it asks of them.</summary>
internal static class QuestionCheck
{
    /// <param name="experiment">The document.</param>
    /// <param name="placeOf">Where a key of its spec stands.</param>
    /// <param name="bag">Takes the findings.</param>
    public static void Check(ExperimentDocument experiment, Func<string, SourcePlace> placeOf, DiagnosticBag bag)
    {
        CheckQuantiles(experiment, bag);
        CheckWarmUp(experiment, placeOf, bag);
        if (experiment.Selection is not null && experiment.Uncertainty is not null)
        {
            ExperimentCheck.Error(
                placeOf("uncertainty"),
                $"a selection counts on replications that are independent of each other, and those of one draw of uncertain parameters are not; take replications instead of select, or leave out uncertainty",
                bag);
        }
    }

    /// <summary>Differences, limits and stopping are judged by means, of a probability by the share of the replications. A quantile is no mean.</summary>
    private static void CheckQuantiles(ExperimentDocument experiment, DiagnosticBag bag)
    {
        var quantiles = experiment.Kpis.Where(k => k.Estimator.Kind == EstimatorKind.Quantile).Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
        var asked = experiment.Hypotheses.Select(h => (What: "hypothesis", h.Kpi, h.Place))
            .Concat(experiment.Guards.Select(g => (What: "guard", g.Kpi, g.Place)))
            .Concat(experiment.Replications.HalfWidths.Select(r => (What: "half-width", r.Kpi, r.Place)));
        foreach (var (what, kpi, place) in asked.Where(one => quantiles.Contains(one.Kpi)))
        {
            ExperimentCheck.Error(
                place,
                $"a {what} asks about a mean or a probability, and KPI '{kpi}' estimates a quantile; give it estimator: mean, or the probability of passing a limit, estimator: {{above: limit}}",
                bag,
                ".kpi");
        }
    }

    /// <summary>mser5 finds one warm-up for all replications of an arm, after they were run.</summary>
    private static void CheckWarmUp(ExperimentDocument experiment, Func<string, SourcePlace> placeOf, DiagnosticBag bag)
    {
        var what = experiment.Selection is not null ? "a selection" : experiment.Sensitivity is not null ? "a sensitivity analysis" : null;
        if (what is not null && experiment.Analysis == AnalysisKind.SteadyState && experiment.WarmUp.Method == WarmUpMethod.Mser5)
        {
            ExperimentCheck.Error(placeOf("warmUp"), $"mser5 looks at all replications of an arm together, and {what} takes them one by one; give the warm-up as a time, such as warmUp: 1d", bag);
        }
    }
}
