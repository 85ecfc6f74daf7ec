namespace TwinGrid.Client.Ingest;

/// <summary>
/// Wakes everybody who waits. Take <see cref="Next"/> first, look at the state then, wait last: a change in between is not missed.
/// </summary>
internal sealed class Pulse
{
    private TaskCompletionSource source = New();

    public Task Next => Volatile.Read(ref source).Task;

    public void Fire() => Interlocked.Exchange(ref source, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
