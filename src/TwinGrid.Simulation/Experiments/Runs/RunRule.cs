using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>How many replications of each arm a run needs. Sees whole prefixes in index order only, so that the answer does not depend on who finished first. Not thread-safe.</summary>
internal abstract class RunRule
{
    /// <summary>Replications of an arm that are wanted for the next decision; further ones up to <see cref="Most"/> may be run ahead.</summary>
    public abstract int Wanted(int arm);

    /// <summary>The most replications of an arm that may ever count.</summary>
    public abstract int Most(int arm);

    /// <summary>Looks at what has become whole. True when the run has enough; <see cref="Count"/> then says of what.</summary>
    /// <param name="prefixes">By arm, without gaps, in index order; never shorter than at the call before.</param>
    public abstract bool Advance(IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes);

    /// <summary>Replications of an arm that count, once the run has enough.</summary>
    public abstract int Count(int arm);

    /// <summary>Replications of an arm that count when the run is looked at, or ended, before it has enough: of each as many.</summary>
    /// <param name="arm">Index of the arm.</param>
    /// <param name="prefixes">As those that were given to <see cref="Advance"/> last.</param>
    public virtual int CountSoFar(int arm, IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes) => prefixes.Min(prefix => prefix.Count);

    /// <summary>The rule of a document.</summary>
    public static RunRule Of(ExperimentPlan plan) => plan.Document.Selection is { } selection ? new SelectionRule(plan, selection) : new LookRule(plan);
}

/// <summary>As many replications of each arm as are given: what a replay takes from the record of a run that was cut.</summary>
internal sealed class GivenCounts(IReadOnlyList<int> counts) : RunRule
{
    public override int Wanted(int arm) => counts[arm];

    public override int Most(int arm) => counts[arm];

    public override bool Advance(IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes) => Enumerable.Range(0, counts.Count).All(arm => prefixes[arm].Count >= counts[arm]);

    public override int Count(int arm) => counts[arm];
}

/// <summary>A fixed number, or looks at numbers that were fixed before until the half-widths are reached.</summary>
internal sealed class LookRule : RunRule
{
    private readonly ExperimentPlan plan;
    private readonly ReplicationSchedule schedule;
    private int look;

    public LookRule(ExperimentPlan plan)
    {
        this.plan = plan;
        schedule = new ReplicationSchedule(plan.Document.Replications, plan.Draws);
        look = schedule.First;
    }

    public override int Wanted(int arm) => look;

    public override int Most(int arm) => schedule.Last;

    public override bool Advance(IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes)
    {
        while (prefixes.All(p => p.Count >= look))
        {
            if (look >= schedule.Last || StoppingRule.IsSatisfied(plan, [.. prefixes.Select(p => p.Take(look).ToArray())]))
            {
                return true;
            }

            look = schedule.Next(look);
        }

        return false;
    }

    public override int Count(int arm) => look;
}
