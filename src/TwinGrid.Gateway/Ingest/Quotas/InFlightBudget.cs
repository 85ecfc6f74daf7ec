namespace TwinGrid.Gateway.Ingest.Quotas;

/// <summary>
/// Bytes in flight over all streams of the process. Readers wait in the order they came; while one waits it reads nothing, so that HTTP/2 flow
/// control stops its client. Thread safe.
/// </summary>
internal sealed class InFlightBudget(long bytes)
{
    private readonly long total = bytes;
    private readonly Lock guard = new();
    private readonly LinkedList<Waiter> waiting = [];
    private long free = bytes;

    /// <summary>Bytes not in use.</summary>
    public long Free
    {
        get
        {
            lock (guard)
            {
                return free;
            }
        }
    }

    /// <summary>Takes bytes, waiting for room. More than the whole budget is taken as the whole.</summary>
    public ValueTask AcquireAsync(long amount, CancellationToken cancellationToken)
    {
        amount = Math.Min(amount, total);
        lock (guard)
        {
            if (waiting.Count == 0 && free >= amount)
            {
                free -= amount;
                return ValueTask.CompletedTask;
            }

            var waiter = new Waiter(amount);
            return new ValueTask(WaitAsync(waiter, waiting.AddLast(waiter), cancellationToken));
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Release(long amount)
    {
        lock (guard)
        {
            free += Math.Min(amount, total);
            Grant();
        }
    }

    private async Task WaitAsync(Waiter waiter, LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(_ => Cancel(node, cancellationToken), null);
        await waiter.Granted.Task;
    }

    private void Cancel(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (guard)
        {
            if (node.List is null)
            {
                return; // granted in between: the caller has it and gives it back
            }

            waiting.Remove(node);
            Grant();
        }

        node.Value.Granted.TrySetCanceled(cancellationToken);
    }

    private void Grant()
    {
        while (waiting.First is { } first && first.Value.Amount <= free)
        {
            free -= first.Value.Amount;
            waiting.RemoveFirst();
            first.Value.Granted.TrySetResult();
        }
    }

    private sealed class Waiter(long amount)
    {
        public long Amount { get; } = amount;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
