using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Processes;

/// <summary>How a wait for any or all of several things ended. To be read before the process's next such wait. What was obtained before an interruption belongs to the process all the same.</summary>
public readonly struct PartsResult
{
    private readonly WaitResult result;
    private readonly WaitParts parts;
    private readonly int version;

    internal PartsResult(WaitResult result, WaitParts parts)
    {
        this.result = result;
        this.parts = parts;
        version = parts.Version;
        First = parts.First;
    }

    /// <summary>How it ended.</summary>
    public WaitStatus Status => result.Status;

    /// <summary>It ended with what was waited for.</summary>
    public bool Completed => result.Completed;

    /// <summary>It was interrupted.</summary>
    public bool Interrupted => result.Interrupted;

    /// <summary>Patience ended first.</summary>
    public bool TimedOut => result.TimedOut;

    /// <summary>What interrupted it.</summary>
    public object? Cause => result.Cause;

    /// <summary>Index of the part that was over first; -1 = none.</summary>
    public int First { get; }

    /// <summary>Whether a part was obtained.</summary>
    /// <exception cref="InvalidOperationException">The process has waited for parts again since.</exception>
    public bool Has(int index) => Current().IsDone(index);

    /// <summary>The grant of a part that was a request; when it was not obtained, a grant of nothing.</summary>
    /// <inheritdoc cref="Has"/>
    public Grant Grant(int index) =>
        Has(index) && parts.Node(index) is { Source: Resource resource } node ? resource.GrantOf(node, default) : default;

    /// <summary>The item of a part that was a get. To be read once.</summary>
    /// <exception cref="InvalidOperationException">It was not obtained from that store, was read before, or the process has waited for parts again since.</exception>
    public T Item<T>(int index, Store<T> store) => Has(index) && parts.Node(index) is { } node && node.Source == store
        ? store.Collect(node)
        : throw new InvalidOperationException($"Part {index} obtained nothing from store {store?.Name}.");

    private WaitParts Current() =>
        parts.Version == version ? parts : throw new InvalidOperationException("The process has waited again since; read the result of Any and All before that.");
}
