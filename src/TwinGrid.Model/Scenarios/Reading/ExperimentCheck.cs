using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>What the parts of a document say together. Also for documents with overrides, which may no longer fit together.</summary>
internal static class ExperimentCheck
{
    /// <summary>Ticks that a 64-bit count holds, with room for sums.</summary>
    private const double MaxTicks = 4e18;

    /// <param name="experiment">The document.</param>
    /// <param name="placeOf">Where a key of its spec stands.</param>
    /// <param name="bag">Takes the findings.</param>
    public static void Check(ExperimentDocument experiment, Func<string, SourcePlace> placeOf, DiagnosticBag bag)
    {
        CheckHorizon(experiment, placeOf, bag);
        CheckAnalysis(experiment, placeOf, bag);
        CheckInterventions(experiment, bag);
        CheckObservations(experiment, bag);
        QuestionCheck.Check(experiment, placeOf, bag);
    }

    private static void CheckHorizon(ExperimentDocument experiment, Func<string, SourcePlace> placeOf, DiagnosticBag bag)
    {
        var horizon = experiment.HorizonSeconds;
        if (horizon == double.MaxValue)
        {
            return;
        }

        if (horizon / experiment.TickSeconds > MaxTicks)
        {
            Error(placeOf("horizon"), $"{horizon} s are more ticks of {experiment.TickSeconds} s than can be counted; take a longer tick (clock.tick)", bag);
        }

        if (experiment.WarmUp.Seconds >= horizon)
        {
            Error(placeOf("warmUp"), $"a warm-up of {experiment.WarmUp.Seconds} s leaves nothing of a run of {horizon} s", bag);
        }
    }

    private static void CheckAnalysis(ExperimentDocument experiment, Func<string, SourcePlace> placeOf, DiagnosticBag bag)
    {
        if (experiment.Analysis == AnalysisKind.Terminating && experiment.WarmUp.Method == WarmUpMethod.Mser5)
        {
            Error(placeOf("warmUp"), $"mser5 finds the start-up before a steady state; take analysis: steady-state, or give the warm-up as a time", bag);
        }

        if (experiment.Analysis == AnalysisKind.SteadyState && experiment.Start.From != StartKind.Empty)
        {
            Error(
                placeOf("analysis"),
                $"the long run forgets from where it started, so that a start from {EnumText.Of(experiment.Start.From)} has no meaning there; take analysis: terminating, or start: empty", bag);
        }

        if (experiment.UsesBatchMeans)
        {
            CheckBatchMeans(experiment, bag);
        }
    }

    /// <summary>One long run has one value of what is no mean over time.</summary>
    private static void CheckBatchMeans(ExperimentDocument experiment, DiagnosticBag bag)
    {
        foreach (var kpi in experiment.Kpis.Where(k => k.Estimator.Kind != EstimatorKind.Mean))
        {
            Error(kpi.Place, $"KPI '{kpi.Id}' asks for more than a mean over replications, but there is one long run; take replications: 20", bag, ".estimator");
        }

        foreach (var rule in experiment.Acceptance)
        {
            Error(rule.Place, $"the acceptance of '{rule.Kpi}' asks for a share of replications, but there is one long run; take replications: 20, or a guard on the mean", bag);
        }
    }

    private static void CheckInterventions(ExperimentDocument experiment, DiagnosticBag bag)
    {
        foreach (var intervention in experiment.Interventions.Concat(experiment.Arms.SelectMany(a => a.Interventions)))
        {
            if (intervention.AtSeconds >= experiment.HorizonSeconds)
            {
                Error(
                    intervention.Place, $"intervention '{intervention.Name}' comes at {intervention.AtSeconds} s, when the run of {experiment.HorizonSeconds} s is over", bag, ".at");
            }

            if (intervention.EverySeconds < experiment.TickSeconds)
            {
                Error(
                    intervention.Place,
                    $"intervention '{intervention.Name}' comes again every {intervention.EverySeconds} s, which is less than a tick of {experiment.TickSeconds} s (clock.tick)", bag, ".every");
            }
        }
    }

    private static void CheckObservations(ExperimentDocument experiment, DiagnosticBag bag)
    {
        foreach (var kpi in experiment.Kpis.Where(k => k.Observed is not null && experiment.Start.From == StartKind.Empty))
        {
            Add(
                DiagnosticSeverity.Warning,
                kpi.Observed!.Place,
                $"KPI '{kpi.Id}': what the plant observes is compared with runs that start from its state (start: live), and this one starts empty",
                bag);
        }
    }

    internal static void Error(SourcePlace place, FormattableString message, DiagnosticBag bag, string key = "") =>
        Add(DiagnosticSeverity.Error, place with { Path = place.Path + key }, Wording.Invariant(message), bag);

    private static void Add(DiagnosticSeverity severity, SourcePlace place, string message, DiagnosticBag bag) =>
        bag.Add(severity, place.File, place.Line, place.Column, place.Path, message);
}
