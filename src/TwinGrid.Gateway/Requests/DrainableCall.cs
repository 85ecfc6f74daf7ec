using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;

namespace TwinGrid.Gateway.Requests;

/// <summary>A call without an end of its own: ends when its caller goes and when the server drains.</summary>
internal sealed class DrainableCall : IDisposable
{
    private readonly ServerLifecycle lifecycle;
    private readonly CancellationTokenSource either;

    /// <summary>Links the call's token with draining.</summary>
    public DrainableCall(ServerLifecycle lifecycle, CancellationToken call)
    {
        this.lifecycle = lifecycle;
        either = CancellationTokenSource.CreateLinkedTokenSource(call, lifecycle.Draining);
    }

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Whether the server ends the call.</summary>
    public bool IsDraining => lifecycle.Draining.IsCancellationRequested;

    /// <summary>What the caller is told then.</summary>
    public static RefusalException Ended() => Refusal.Draining("The server is about to stop; open the watch again.");

    /// <inheritdoc/>
    public void Dispose() => either.Dispose();
}
