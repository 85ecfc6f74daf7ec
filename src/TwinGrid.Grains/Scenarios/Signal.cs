namespace TwinGrid.Grains.Scenarios;

/// <summary>Wakes all that wait for it. Used on one grain's turns.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes all that wait now.</summary>
    public void Set()
    {
        var waiting = next;
        next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    /// <summary>Waits for the next <see cref="Set"/>, at the most so long.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await next.Task.WaitAsync(most, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Looked at again anyway.
        }
    }
}
