using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Statistics.Selection;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>Selection of the best arm: one replication of every arm that is still in the race at a time.</summary>
internal sealed class SelectionRule : RunRule
{
    private readonly SelectionPlan selection;
    private readonly KimNelson race;
    private readonly int kpi;
    private readonly int[] counts;

    public SelectionRule(ExperimentPlan plan, SelectionPlan selection)
    {
        this.selection = selection;
        kpi = plan.IndexOfKpi(selection.Kpi);
        race = Race(plan, selection);
        counts = new int[plan.Arms.Length];
        Arms = [.. plan.Arms.Select(a => a.Name)];
    }

    private string[] Arms { get; }

    /// <summary>Runs the race over results that are there, to tell where it stands.</summary>
    public static SelectionResult Result(ExperimentPlan plan, SelectionPlan selection, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        var rule = new SelectionRule(plan, selection);
        rule.Advance(results);
        return rule.race.Result();
    }

    public override int Wanted(int arm) => race.IsAlive(arm) ? Math.Min(race.Stage < selection.Initial ? selection.Initial : race.Stage + 1, selection.Max) : counts[arm];

    public override int Most(int arm) => race.IsAlive(arm) ? selection.Max : counts[arm];

    public override bool Advance(IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes)
    {
        var values = new double[counts.Length];
        while (!race.Decided && race.Stage < selection.Max && Enumerable.Range(0, counts.Length).All(arm => !race.IsAlive(arm) || prefixes[arm].Count > race.Stage))
        {
            for (var arm = 0; arm < counts.Length; arm++)
            {
                values[arm] = race.IsAlive(arm) ? Value(arm, prefixes[arm][race.Stage]) : double.NaN;
                counts[arm] += race.IsAlive(arm) ? 1 : 0;
            }

            race.Take(values);
        }

        return race.Decided || race.Stage >= selection.Max;
    }

    public override int Count(int arm) => counts[arm];

    /// <summary>Those that the race has seen: an arm that has left it has fewer, which is no reason to drop any of the others'.</summary>
    public override int CountSoFar(int arm, IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes) => counts[arm];

    private double Value(int arm, ReplicationResult result) => double.IsFinite(result.Kpis[kpi])
        ? result.Kpis[kpi]
        : throw new ModelException($"arm '{Arms[arm]}', replication {result.Task.Replication}: '{selection.Kpi}' was not observed, so that the arm can't be compared; lengthen the horizon");

    private static KimNelson Race(ExperimentPlan plan, SelectionPlan selection) => new(
        plan.Arms.Length, selection.Indifference, 1 - selection.Probability, selection.Initial,
        plan.Document.Kpis.First(k => k.Id == selection.Kpi).Direction == KpiDirection.Maximise);
}
