using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Who runs which replication: hands them out in index order, gives those of a silo that fell silent to others, and forgets none. Which silo ran one
/// changes nothing, so one that was run twice does no harm. Used by one thread at a time.
/// </summary>
/// <param name="run">Which replications are needed.</param>
/// <param name="points">Which points of the sensitivity analysis are, after them.</param>
internal sealed class WorkPlan(ExperimentRun run, SensitivityRun points)
{
    private readonly Dictionary<ReplicationTask, string> outstanding = [];
    private readonly Queue<ReplicationTask> lost = [];

    /// <summary>Replications handed out and not back.</summary>
    public int Outstanding => outstanding.Count;

    /// <summary>Hands out replications to a silo.</summary>
    /// <param name="silo">To whom.</param>
    /// <param name="wanted">At the most so many.</param>
    /// <param name="silos">How many share the work: near the end nobody takes more than a share.</param>
    /// <returns>Arm, replication and draw, one after the other.</returns>
    public int[] Hand(string silo, int wanted, int silos)
    {
        var available = run.Remaining + lost.Count + points.Progress.Of - points.Progress.Done;
        var share = silos > 1 ? Math.Max(1, available / (2 * silos)) : available;
        var tasks = new List<int>();
        for (var left = Math.Min(wanted, share); left > 0 && TryNext(out var task); left--)
        {
            outstanding[task] = silo;
            tasks.AddRange([task.Arm, task.Replication, task.Draw]);
        }

        return [.. tasks];
    }

    /// <summary>A replication is back; false when it was not awaited any more.</summary>
    public bool Return(ReplicationTask task) => outstanding.Remove(task);

    /// <summary>A silo is gone: others do what it had.</summary>
    public int Lose(string silo)
    {
        var gone = outstanding.Where(one => one.Value == silo).Select(one => one.Key).OrderBy(task => task.Replication).ThenBy(task => task.Arm).ToList();
        foreach (var task in gone)
        {
            outstanding.Remove(task);
            lost.Enqueue(task);
        }

        return gone.Count;
    }

    private bool TryNext(out ReplicationTask task)
    {
        while (lost.TryDequeue(out task))
        {
            if (!run.IsComplete || points.Owns(task))
            {
                return true;
            }
        }

        return run.TryTake(out task) || (run.Failure is null && points.TryTake(out task));
    }
}
