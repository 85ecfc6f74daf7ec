using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Stopping;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>
/// At which numbers of replications of each arm a run is looked at. Stopping rules see whole prefixes in index order only, at numbers that were fixed before, so that the answer
/// does not depend on who finished first.
/// </summary>
/// <param name="plan">As the document gives it.</param>
/// <param name="draws">Outer draws of uncertain parameters: each number is of replications for each draw.</param>
internal sealed class ReplicationSchedule(ReplicationPlan plan, int draws)
{
    private readonly LookSchedule looks = new(plan.Initial, plan.Increment, plan.Max);

    /// <summary>Replications of an arm at the first look.</summary>
    public int First => plan.IsSequential ? checked(looks.First * draws) : Last;

    /// <summary>The most replications of an arm.</summary>
    public int Last => checked(plan.Max * draws);

    /// <summary>The look after one; <see cref="Last"/> at the latest.</summary>
    public int Next(int look) => checked(looks.After(look / draws) * draws);
}
