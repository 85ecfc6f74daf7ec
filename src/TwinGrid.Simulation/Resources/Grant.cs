using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>How a request ended: with a unit that is held until it is disposed, or with nothing. Copies stand for the same unit; to give it back twice does nothing.</summary>
public readonly struct Grant : IDisposable
{
    private readonly Resource? resource;
    private readonly object? cause;
    private readonly int slot;
    private readonly uint generation;

    internal Grant(Resource? resource, int slot, uint generation, in WaitResult result)
    {
        this.resource = resource;
        this.slot = slot;
        this.generation = generation;
        cause = result.Cause;
        Status = result.Status;
    }

    /// <summary>How the request ended.</summary>
    public WaitStatus Status { get; }

    /// <summary>What interrupted the wait; null when nothing did.</summary>
    public object? Cause => cause;

    /// <summary>Whether a unit was granted. It may have been given back or preempted since: <see cref="IsHeld"/>.</summary>
    public bool Granted => resource is not null;

    /// <summary>Whether the unit is held still.</summary>
    public bool IsHeld => resource is not null && resource.IsHeld(slot, generation);

    /// <summary>Gives the unit back, at the present instant.</summary>
    /// <returns>False when there is none to give back (any more).</returns>
    public bool Release() => resource is not null && resource.Release(slot, generation);

    /// <summary>As <see cref="Release"/>.</summary>
    public void Dispose() => Release();
}
