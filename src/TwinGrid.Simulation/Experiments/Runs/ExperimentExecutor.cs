using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>Runs an experiment on threads of this process.</summary>
public static class ExperimentExecutor
{
    /// <summary>Runs until the run is complete.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="run">The run; may be cut from another thread.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="onResult">Called after each replication, by the worker's thread; null = nobody wants to know.</param>
    /// <param name="cancellation">Ends all workers soon.</param>
    /// <exception cref="ModelException">A module failed in a way that no replication may; the message names arm, replication and component.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Execute(ExperimentPlan plan, ExperimentRun run, int workers, Action<ReplicationResult>? onResult, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var wake = new SemaphoreSlim(0);
        var crew = new Crew(plan, run, onResult, stop, wake, workers);
        var threads = Enumerable.Range(1, workers - 1).Select(i => new Thread(crew.Work) { IsBackground = true, Name = $"replications {i}" }).ToArray();
        Array.ForEach(threads, t => t.Start());
        crew.Work();
        Array.ForEach(threads, t => t.Join());
        crew.Rethrow();
        cancellation.ThrowIfCancellationRequested();
    }

    private sealed class Crew(ExperimentPlan plan, ExperimentRun run, Action<ReplicationResult>? onResult, CancellationTokenSource stop, SemaphoreSlim wake, int workers)
    {
        private Exception? error;

        public void Work()
        {
            try
            {
                var runner = new ReplicationRunner(plan);
                while (!run.IsComplete && !stop.IsCancellationRequested)
                {
                    if (!run.TryTake(out var task))
                    {
                        wake.Wait(stop.Token);
                        continue;
                    }

                    var result = runner.Run(task, stop.Token);
                    run.Report(result);
                    onResult?.Invoke(result);
                    // A result may have opened the next look for all that wait.
                    wake.Release(workers);
                }

                wake.Release(workers);
            }
            catch (OperationCanceledException)
            {
                // The caller's token is looked at once all have come home.
            }
            catch (Exception failure)
            {
                // The first one counts; nothing may leave a thread of its own.
                Interlocked.CompareExchange(ref error, failure, null);
                stop.Cancel();
            }
        }

        public void Rethrow()
        {
            if (error is ReplicationException fault)
            {
                // Who gave the module or the model can act on it.
                throw new ModelException(fault.Message, fault);
            }

            if (error is not null)
            {
                throw new InvalidOperationException($"A replication failed in a way that is not the model's fault: {error.Message}", error);
            }
        }
    }
}
