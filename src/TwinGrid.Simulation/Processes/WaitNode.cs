using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>A process's place at something that it waits for. Every process has one of its own; waits for several things take more from the replication's table.</summary>
internal sealed class WaitNode
{
    /// <summary><see cref="Index"/> of the node of a process that waits for one thing.</summary>
    public const int Alone = -1;

    /// <summary>Who waits.</summary>
    public ProcessBody Body = null!;

    /// <summary>What is waited for; stays after it was obtained.</summary>
    public WaitSource? Source;

    /// <summary>Which part of Any or All; <see cref="Alone"/> without.</summary>
    public int Index = Alone;

    /// <summary>Whether what was waited for has been obtained.</summary>
    public bool IsDone;

    /// <summary>Since when.</summary>
    public SimTime Since;

    /// <summary>Lower is served first.</summary>
    public double Priority;

    /// <summary>Order among equal priorities.</summary>
    public long Order;

    /// <summary>The source's own: what is done, and to how much.</summary>
    public int Operation;

    /// <summary>The source's own: an amount.</summary>
    public double Amount;

    /// <summary>The source's own: a unit held, an item handed over.</summary>
    public int Slot;

    /// <summary>The source's own.</summary>
    public object? Detail;

    /// <summary>The pending event of a delay that is part of Any or All.</summary>
    public EventHandle Timer;

    // Of the line that it stands in.
    public WaitNode? Next;
    public WaitNode? Previous;
    public int LineIndex;

    /// <summary>Forgets what it referred to.</summary>
    public void Clear()
    {
        Source = null;
        Detail = null;
        IsDone = false;
    }
}
