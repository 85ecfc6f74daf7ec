using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>How a get from a store ended.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="Status">How it ended.</param>
/// <param name="Cause">What interrupted it; null when nothing did.</param>
/// <param name="Item">The item when it <see cref="Completed"/>.</param>
public readonly record struct Received<T>(WaitStatus Status, object? Cause, T? Item)
{
    /// <summary>There is an item.</summary>
    public bool Completed => Status == WaitStatus.Completed;
}
