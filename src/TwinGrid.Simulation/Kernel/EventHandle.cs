namespace TwinGrid.Simulation.Kernel;

/// <summary>A scheduled event, to be cancelled or asked for. The default is no event.</summary>
public readonly record struct EventHandle
{
    internal EventHandle(int slot, uint generation)
    {
        Slot = slot;
        Generation = generation;
    }

    // Generations of pending events are odd, so that the default handle never names one.
    internal int Slot { get; }

    internal uint Generation { get; }
}
