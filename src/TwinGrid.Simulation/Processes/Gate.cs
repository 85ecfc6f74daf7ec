using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>A condition that processes wait for: they pass while it is open. Opened once it is an event that has happened; pulsed, a signal to those who wait now.</summary>
public sealed class Gate : WaitSource
{
    private readonly FifoLine line = new();

    /// <summary>A gate of a replication.</summary>
    public Gate(Simulator simulator, bool isOpen = false)
        : base(simulator) => IsOpen = isOpen;

    /// <summary>Whether processes pass.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Processes that wait.</summary>
    public int Waiting => line.Count;

    /// <summary>The wait until it is open.</summary>
    public Wait Pass() => new(this);

    /// <summary>Opens it: all who wait pass, in the order in which they came, and so does who comes later.</summary>
    public void Open()
    {
        IsOpen = true;
        Pulse();
    }

    /// <summary>Closes it.</summary>
    public void Close() => IsOpen = false;

    /// <summary>Lets pass who waits now, in the order in which they came, without opening it.</summary>
    public void Pulse()
    {
        while (line.First is { } node)
        {
            line.Remove(node);
            node.Body.Satisfied(node);
        }
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        if (IsOpen)
        {
            return true;
        }

        line.Add(node);
        return false;
    }

    internal override void Withdraw(WaitNode node) => line.Remove(node);
}
