using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>Something that processes can wait for.</summary>
public abstract class WaitSource
{
    private protected WaitSource(Simulator simulator)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        Simulator = simulator;
    }

    // Bodies of processes get their simulator when they are started.
    private protected WaitSource() => Simulator = null!;

    /// <summary>The replication that it belongs to.</summary>
    internal Simulator Simulator { get; set; }

    /// <summary>A process begins to wait. True when it has what it wants at once.</summary>
    internal abstract bool Enrol(WaitNode node, in Wait wait);

    /// <summary>A process gives up waiting.</summary>
    internal abstract void Withdraw(WaitNode node);

    /// <summary>A process obtained it and was killed before it could go on: takes back what would be lost.</summary>
    internal virtual void TakeBack(WaitNode node)
    {
    }
}
