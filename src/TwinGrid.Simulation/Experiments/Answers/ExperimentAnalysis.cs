using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Makes the answer of a run's replications. Single-threaded, in index order: the same replications give the same bits.</summary>
public static class ExperimentAnalysis
{
    /// <summary>The answer.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="results">By arm, in index order.</param>
    /// <param name="points">Results of the sensitivity analysis, by point; null when there is none.</param>
    public static ExperimentAnswer Analyse(
        ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, IReadOnlyList<IReadOnlyList<ReplicationResult>>? points = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        var samples = new ArmSamples(plan, results);
        var arms = plan.Arms.Select((arm, i) => new ArmAnswer(arm.Name, [.. plan.Kpis.Select((_, k) => KpiEstimation.Answer(plan, samples, i, k))])).ToArray();
        var comparisons = Comparisons.Of(plan, samples);
        return new ExperimentAnswer
        {
            Document = plan.Document,
            Arms = arms,
            Comparisons = comparisons,
            Guards = Risks.Guards(plan, samples),
            Acceptance = Risks.Acceptances(plan, samples),
            Tradeoffs = TradeoffAnswer.Of(plan, samples),
            Selection = plan.Document.Selection is { } selection ? SelectionRule.Result(plan, selection, results) : null,
            Effects = EffectsAnswer.Of(plan, samples),
            Drivers = points is null ? [] : DriverAnswer.Of(plan, points),
            Warnings = Warnings(plan, results, points, arms, comparisons),
            Replications = results.Count == 0 ? 0 : results.Min(r => r.Count),
            Events = results.Sum(arm => arm.Sum(r => r.Events)),
            Digest = RunDigest.Of(results),
        };
    }

    private static string[] Warnings(
        ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, IReadOnlyList<IReadOnlyList<ReplicationResult>>? points, ArmAnswer[] arms,
        IReadOnlyList<ComparisonAnswer> comparisons)
    {
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        warnings.UnionWith(plan.Start.Warnings);
        warnings.UnionWith(results.SelectMany(arm => arm.SelectMany(r => r.Warnings)));
        warnings.UnionWith(plan.Arms.SelectMany(a => a.Model.Surrogates.Values).Select(s => s.Note));
        warnings.UnionWith(Extrapolation.Warnings(results.Concat(points ?? []).SelectMany(arm => arm.Select(r => r.Extrapolations))));
        warnings.UnionWith(StepMovement.Warnings(results.SelectMany(arm => arm.Select(r => r.Movements))));
        warnings.UnionWith(NotesByPlace.Of(
            arms.SelectMany(arm => arm.Kpis.SelectMany(k => k.Notes.Concat(k.Estimate.Notes).Select(note => (arm.Name, k.Kpi, note))))
                .Concat(comparisons.SelectMany(c => c.Difference.Notes.Select(note => ($"{c.Treatment} - {c.Control}", c.Kpi, note))))));
        if (results.Count > 0 && !plan.Document.UsesBatchMeans)
        {
            warnings.UnionWith(StoppingRule.Unreached(plan, results));
        }

        warnings.UnionWith(Alike(plan, results));
        if (plan.Unmodelled is { IsEmpty: false } fresh)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture, $"{fresh.Length} assets have no behaviour and are no part of the model: {string.Join(", ", fresh.Take(8))}{(fresh.Length > 8 ? ", ..." : "")}"));
        }

        return [.. warnings];
    }

    /// <summary>Arms that were the same in every event and every figure: what they set has no effect.</summary>
    private static IEnumerable<string> Alike(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        for (var i = 1; i < results.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (results[i].Count > 0 && results[i].Count == results[j].Count && results[i].Zip(results[j]).All(pair => IsAlike(pair.First, pair.Second)))
                {
                    yield return $"arms '{plan.Arms[j].Name}' and '{plan.Arms[i].Name}' are alike in every event and every KPI: what tells them apart has no effect on the model";
                    break;
                }
            }
        }
    }

    private static bool IsAlike(ReplicationResult left, ReplicationResult right) => left.Digest == right.Digest && left.Kpis.AsSpan().SequenceEqual(right.Kpis.AsSpan());
}
