using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>A resource that serves the lowest priority number first, and first come, first served among equal ones. Nobody is interrupted.</summary>
public class PriorityResource : Resource
{
    // Marks a request that goes before those of the same priority.
    private protected const int AheadOperation = 1;

    private long lastOrder;
    private long firstOrder;

    /// <inheritdoc/>
    public PriorityResource(Simulator simulator, string name, int capacity = 1)
        : base(simulator, name, capacity, new PriorityLine())
    {
    }

    /// <summary>A unit, to be awaited.</summary>
    /// <param name="priority">Lower is served first; may be a due date, a processing time or any other rule's figure.</param>
    /// <param name="ahead">Before those of the same priority, as one who was served before.</param>
    public GrantWait Request(double priority, bool ahead = false) => new(new Wait(this, value: priority, operation: ahead ? AheadOperation : 0));

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        node.Priority = wait.Value;
        return base.Enrol(node, wait);
    }

    private protected override void Queueing(WaitNode node, in Wait wait) => node.Order = (wait.Operation & AheadOperation) != 0 ? --firstOrder : ++lastOrder;
}
