using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>One thread's runners of the plans that it ran last: they keep built models.</summary>
internal sealed class RunnerCache
{
    private const int Kept = 4;

    private readonly List<(ExperimentPlan Plan, ReplicationRunner Runner)> runners = [];

    /// <summary>A runner of a plan.</summary>
    public ReplicationRunner Of(ExperimentPlan plan)
    {
        var at = runners.FindIndex(one => ReferenceEquals(one.Plan, plan));
        var found = at >= 0 ? runners[at] : (plan, new ReplicationRunner(plan));
        if (at >= 0)
        {
            runners.RemoveAt(at);
        }
        else if (runners.Count == Kept)
        {
            runners.RemoveAt(0);
        }

        runners.Add(found);
        return found.Item2;
    }
}
