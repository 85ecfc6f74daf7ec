using System.Collections.Concurrent;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>A run's replications on one silo: queued, under way and finished.</summary>
internal sealed class RunJob(ExperimentPlan plan, TimeProvider clock) : IDisposable
{
    /// <summary>Work of so much time is asked for at once: less, and calls cost more than replications; more, and silos end unevenly.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(200);

    private const int MostAhead = 256;

    private readonly ConcurrentQueue<ReplicationTask> queue = [];
    private readonly ConcurrentQueue<IReadOnlyList<ReplicationResult>> finished = [];
    private readonly SemaphoreSlim progress = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private int underWay;
    private double secondsEach;
    private Exception? failure;

    /// <summary>Whether a thread can take one.</summary>
    public bool HasWork => !queue.IsEmpty && !stop.IsCancellationRequested;

    /// <summary>Whether anything is queued or under way.</summary>
    public bool IsBusy => !queue.IsEmpty || Volatile.Read(ref underWay) > 0;

    /// <summary>Why this silo can't go on; null while it can.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    /// <summary>How many more it could take.</summary>
    public int Wanted(int workers)
    {
        var each = Volatile.Read(ref secondsEach);
        var ahead = each > 0 ? (int)Math.Clamp(Ahead.TotalSeconds / each, 1, MostAhead) : 1;
        return Math.Max(0, (workers * (ahead + 1)) - queue.Count - Volatile.Read(ref underWay));
    }

    /// <summary>Queues replications.</summary>
    public void Add(ReadOnlySpan<int> tasks)
    {
        for (var i = 0; i + 2 < tasks.Length; i += 3)
        {
            queue.Enqueue(new ReplicationTask(tasks[i], tasks[i + 1], tasks[i + 2]));
        }
    }

    /// <summary>Worker: runs one.</summary>
    public void RunOne(RunnerCache runners)
    {
        if (!queue.TryDequeue(out var task))
        {
            return;
        }

        Interlocked.Increment(ref underWay);
        try
        {
            var started = clock.GetTimestamp();
            var events = Run(runners.Of(plan), task);
            var seconds = clock.GetElapsedTime(started).TotalSeconds;
            ScenarioMetrics.Replicated(seconds, events);
            var before = Volatile.Read(ref secondsEach);
            Volatile.Write(ref secondsEach, before > 0 ? before + (0.2 * (seconds - before)) : Math.Max(1e-9, seconds));
        }
        catch (OperationCanceledException)
        {
            // The run is over or the silo stops: nobody wants it.
        }
#pragma warning disable CA1031 // The run is told; the thread goes on with others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
            Tell();
        }
    }

    /// <summary>Takes what is finished.</summary>
    public IReadOnlyList<ReplicationResult> Take()
    {
        var results = new List<ReplicationResult>();
        while (finished.TryDequeue(out var result))
        {
            results.AddRange(result);
        }

        return results;
    }

    /// <summary>Waits until something is finished, at the most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) =>
        finished.IsEmpty ? progress.WaitAsync(most, cancellationToken) : Task.CompletedTask;

    /// <summary>Ends what is under way.</summary>
    public void Dispose() => stop.Cancel();

    private long Run(ReplicationRunner runner, ReplicationTask task)
    {
        var results = plan.Sensitivity?.PointOf(task.Replication) >= 0
            ? SensitivityRun.Run(runner, plan, task, stop.Token)
            : [runner.Run(task, stop.Token)];

        // A point at once: half of one would be taken for all of it, and the rest missed when this silo dies.
        finished.Enqueue(results);
        return results.Sum(result => result.Events);
    }

    private void Tell()
    {
        try
        {
            progress.Release();
        }
        catch (SemaphoreFullException)
        {
            // Told already.
        }
    }
}
