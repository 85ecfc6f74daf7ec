namespace TwinGrid.Simulation.Processes;

/// <summary>Processes that wait for the same thing. A node stands in one line at the most.</summary>
internal abstract class WaitLine
{
    public int Count { get; protected set; }

    /// <summary>The one to be served next; null when nobody waits.</summary>
    public abstract WaitNode? First { get; }

    public abstract void Add(WaitNode node);

    public abstract void Remove(WaitNode node);
}
