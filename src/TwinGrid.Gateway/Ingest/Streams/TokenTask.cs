namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>A task that completes when a token is cancelled.</summary>
internal sealed class TokenTask : IDisposable
{
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration registration;

    public TokenTask(CancellationToken token) =>
        registration = token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);

    public Task Task => cancelled.Task;

    public void Dispose() => registration.Dispose();
}
