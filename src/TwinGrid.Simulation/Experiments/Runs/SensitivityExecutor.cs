using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>Runs the points of a sensitivity analysis on threads of this process.</summary>
public static class SensitivityExecutor
{
    /// <summary>All points, in the order of their index.</summary>
    /// <param name="plan">An experiment with a sensitivity analysis.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="onPoint">Called after each point, by any thread; null = nobody wants to know.</param>
    /// <param name="cancellation">Ends all soon.</param>
    /// <exception cref="Kernel.ModelException">A point does not work: of several the one with the smallest index.</exception>
    public static IReadOnlyList<IReadOnlyList<ReplicationResult>> Execute(ExperimentPlan plan, int workers, Action? onPoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var results = new IReadOnlyList<ReplicationResult>[plan.Sensitivity!.Count];
        var failures = new Kernel.ModelException?[results.Length];
        Parallel.For(
            0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, () => new ReplicationRunner(plan),
            (point, state, runner) =>
            {
                try
                {
                    results[point] = runner.RunPoint(point, cancellation);
                    onPoint?.Invoke();
                }
                catch (Exception failure) when (failure is Kernel.ModelException or ReplicationException)
                {
                    // Points with a smaller index are still run, so that the same failure is told each time.
                    failures[point] = failure as Kernel.ModelException ?? new Kernel.ModelException(failure.Message, failure);
                    state.Break();
                }

                return runner;
            },
            static _ => { });
        return Array.Find(failures, f => f is not null) is { } first ? throw first : results;
    }
}
