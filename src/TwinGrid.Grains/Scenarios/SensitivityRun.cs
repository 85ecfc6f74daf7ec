using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Which points of a sensitivity analysis are still to be run. A point is handed out as the task of its first replication and comes back with all of them.</summary>
/// <param name="points">Of the plan; null = there is no such analysis.</param>
internal sealed class SensitivityRun(SensitivityPoints? points)
{
    private readonly SortedDictionary<int, ReplicationResult>[] results = [.. Enumerable.Range(0, points?.Count ?? 0).Select(_ => new SortedDictionary<int, ReplicationResult>())];
    private int next;
    private int done;

    /// <summary>Points done, and of how many.</summary>
    public (int Done, int Of) Progress => (done, results.Length);

    /// <summary>All points are done.</summary>
    public bool IsComplete => done == results.Length;

    /// <summary>Why the first point that failed did; null when none did.</summary>
    public string? Failure => IsComplete ? results.SelectMany(point => point.Values).FirstOrDefault(result => result.Failure is not null)?.Failure : null;

    /// <summary>The next point; false when all are handed out.</summary>
    public bool TryTake(out ReplicationTask task)
    {
        while (next < results.Length && IsDone(next))
        {
            next++;
        }

        task = next < results.Length ? new ReplicationTask(points!.Arm, points.ReplicationOf(next, 0), 0) : default;
        return next++ < results.Length;
    }

    /// <summary>Whether a task is one of a point.</summary>
    public bool Owns(ReplicationTask task) => points is not null && points.PointOf(task.Replication) >= 0;

    /// <summary>Takes a replication of a point; false when it is known.</summary>
    public bool Report(ReplicationResult result)
    {
        var point = points!.PointOf(result.Task.Replication);
        if (point >= results.Length || IsDone(point) || !results[point].TryAdd(result.Task.Replication, result))
        {
            return false;
        }

        done += IsDone(point) ? 1 : 0;
        return true;
    }

    /// <summary>Results by point; null when there is no such analysis.</summary>
    public IReadOnlyList<IReadOnlyList<ReplicationResult>>? Results() => points is null ? null : [.. results.Select(point => point.Values.ToArray())];

    /// <summary>Runs what a task of a point stands for.</summary>
    public static IReadOnlyList<ReplicationResult> Run(ReplicationRunner runner, ExperimentPlan plan, ReplicationTask task, CancellationToken cancellation)
    {
        try
        {
            return runner.RunPoint(plan.Sensitivity!.PointOf(task.Replication), cancellation);
        }
        catch (Simulation.Kernel.ModelException failure)
        {
            return [new ReplicationResult { Task = task, Kpis = [], Digest = 0, Events = 0, EndSeconds = 0, Failure = failure.Message }];
        }
    }

    // One that failed is all that there is of its point.
    private bool IsDone(int point) => results[point].Count >= points!.Replications || results[point].Values.Any(result => result.Failure is not null);
}
