namespace TwinGrid.Grains.Partitions;

/// <summary>Readers that wait until the state reflects an index.</summary>
internal sealed class AppliedWaiters
{
    private readonly Lock gate = new();
    private readonly List<(ulong Index, TaskCompletionSource Done)> waiting = [];
    private volatile bool any;

    /// <summary>Waits for an index. <paramref name="applied"/> is asked once more after the waiter is in place, so that none is overlooked.</summary>
    public async ValueTask WaitAsync(ulong index, Func<ulong> applied, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((index, done));
            any = true;
        }

        Interlocked.MemoryBarrier();
        if (applied() >= index)
        {
            Release(applied());
        }

        try
        {
            await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (gate)
            {
                waiting.RemoveAll(one => one.Done == done);
                any = waiting.Count > 0;
            }
        }
    }

    /// <summary>Lets those go that wait for an index up to this.</summary>
    public void Release(ulong applied)
    {
        Interlocked.MemoryBarrier();
        if (!any)
        {
            return;
        }

        lock (gate)
        {
            foreach (var (index, done) in waiting)
            {
                if (index <= applied)
                {
                    done.TrySetResult();
                }
            }
        }
    }
}
