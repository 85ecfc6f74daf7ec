namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// The threads of a silo that run replications: few, giving way to everything else, and shared fairly: each takes one replication of the run whose
/// turn it is. Outside the grains' scheduler, so that no call waits for a replication.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly LinkedList<RunJob> jobs = [];
    private readonly CancellationTokenSource stop = new();
    private readonly List<Thread> threads = [];

    /// <summary>A pool that starts its threads when the first run comes.</summary>
    public WorkerPool(ScenarioOptions options) =>
        Workers = options.Workers > 0 ? options.Workers : Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Threads.</summary>
    public int Workers { get; }

    /// <summary>Takes a run in.</summary>
    public void Add(RunJob job)
    {
        lock (gate)
        {
            jobs.AddLast(job);
            while (threads.Count < Workers && !stop.IsCancellationRequested)
            {
                threads.Add(BackgroundThread.Start($"replications {threads.Count + 1}", Work));
            }
        }
    }

    /// <summary>Lets a run go.</summary>
    public void Remove(RunJob job)
    {
        lock (gate)
        {
            jobs.Remove(job);
        }
    }

    /// <summary>So many replications more are queued.</summary>
    public void Wake(int count)
    {
        if (count > 0)
        {
            wake.Release(count);
        }
    }

    /// <summary>Ends the threads at the end of a stretch of events of what they run.</summary>
    public void Dispose()
    {
        stop.Cancel();
        lock (gate)
        {
            foreach (var job in jobs)
            {
                job.Dispose();
            }
        }

        wake.Release(Workers);
        foreach (var thread in threads)
        {
            thread.Join();
        }

        stop.Dispose();
        wake.Dispose();
    }

    private void Work()
    {
        var runners = new RunnerCache();
        while (!stop.IsCancellationRequested)
        {
            wake.Wait();
            if (!stop.IsCancellationRequested && TryNext() is { } job)
            {
                job.RunOne(runners);
            }
        }
    }

    private RunJob? TryNext()
    {
        lock (gate)
        {
            for (var node = jobs.First; node is not null; node = node.Next)
            {
                if (node.Value.HasWork)
                {
                    // To the end: the others' turn comes first.
                    jobs.Remove(node);
                    jobs.AddLast(node);
                    return node.Value;
                }
            }

            return null;
        }
    }
}
