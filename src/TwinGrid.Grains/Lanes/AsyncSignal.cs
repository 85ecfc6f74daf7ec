using System.Threading.Tasks.Sources;

namespace TwinGrid.Grains.Lanes;

/// <summary>
/// Wakes one waiter, without an allocation a wait. A signal that comes while nobody waits is kept; several count as one. One waiter at a time.
/// </summary>
internal sealed class AsyncSignal : IValueTaskSource
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Signalled = 2;

    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration registration;
    private CancellationToken cancelled;
    private int state;

    /// <summary>Wakes the waiter, or lets the next wait pass.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref state, Signalled) == Waiting)
        {
            state = Idle;
            core.SetResult(true);
        }
    }

    /// <summary>Waits for <see cref="Set"/>.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        core.Reset();
        cancelled = cancellationToken;
        var version = core.Version;
        if (Interlocked.CompareExchange(ref state, Waiting, Idle) != Idle)
        {
            state = Idle;
            return ValueTask.CompletedTask;
        }

        registration = cancellationToken.UnsafeRegister(static signal => ((AsyncSignal)signal!).Cancel(), this);
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        registration.Dispose();
        _ = core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? continuationState, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, continuationState, token, flags);

    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref state, Idle, Waiting) == Waiting)
        {
            core.SetException(new OperationCanceledException(cancelled));
        }
    }
}
