using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;

namespace TwinGrid.Cli.Simulations;

/// <summary>Runs an experiment on threads of this process and shows how far it is.</summary>
internal static class SimulationProgress
{
    /// <summary>Runs until the experiment's own rule ends it, or its budget on the wall.</summary>
    public static async Task RunAsync(CliConsole console, ExperimentPlan plan, ExperimentRun run, int workers, CancellationToken cancellation)
    {
        using var budget = plan.Document.Budget.WallClock is { } limit ? console.Clock.CreateTimer(_ => run.Cut(), null, limit, Timeout.InfiniteTimeSpan) : null;
        var total = (double)plan.Document.Replications.Max * plan.Draws * plan.Arms.Length;
        await LongWork.RunAsync(
            console, plan.Document.Name, total,
            step => Task.Factory.StartNew(
                () => ExperimentExecutor.Execute(plan, run, workers, _ => step(1), cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }
}
