using TwinGrid.Model.Samples;

namespace TwinGrid.Gateway.Hosting;

/// <summary>Where a server is in its life. Only moves forward.</summary>
public enum ServerState : byte
{
    /// <summary>Opening its plants.</summary>
    Starting = 0,

    /// <summary>Serving.</summary>
    Serving = 1,

    /// <summary>Finishing what runs, taking nothing new.</summary>
    Draining = 2,
}

/// <summary>The server's state, for health, for status and for streams that must end when it drains. Thread safe.</summary>
public sealed class ServerLifecycle : IDisposable
{
    private readonly CancellationTokenSource draining = new();
    private readonly TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state;

    /// <summary>Starts in <see cref="ServerState.Starting"/>.</summary>
    public ServerLifecycle(TimeProvider clock) => StartedAtNs = Nanoseconds.Now(clock);

    /// <summary>State now.</summary>
    public ServerState State => (ServerState)Volatile.Read(ref state);

    /// <summary>Why it drains; null before.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it was made, ns since 1970 UTC.</summary>
    public long StartedAtNs { get; }

    /// <summary>Cancelled when draining begins: watches end, producers are told to reconnect.</summary>
    public CancellationToken Draining => draining.Token;

    /// <summary>Completes when it first serves.</summary>
    public Task Serving => serving.Task;

    /// <summary>All plants were opened, or refused to. No effect once it drains.</summary>
    public void MarkServing()
    {
        if (Interlocked.CompareExchange(ref state, (int)ServerState.Serving, (int)ServerState.Starting) == (int)ServerState.Starting)
        {
            serving.TrySetResult();
        }
    }

    /// <summary>Begins to drain; the first reason stays.</summary>
    public void BeginDrain(string reason)
    {
        if (Interlocked.Exchange(ref state, (int)ServerState.Draining) != (int)ServerState.Draining)
        {
            Reason = reason;
            draining.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => draining.Dispose();
}
