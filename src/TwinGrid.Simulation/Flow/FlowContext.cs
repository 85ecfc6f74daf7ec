using TwinGrid.Simulation.Flow.Parts;

namespace TwinGrid.Simulation.Flow;

/// <summary>What the components of a replication through which parts flow have in common: <c>simulator.Shared&lt;FlowContext&gt;()</c>.</summary>
public sealed class FlowContext
{
    private long ticket;
    private int components;

    /// <summary>The parts.</summary>
    public PartPool Parts { get; } = new();

    /// <summary>Where parts go in.</summary>
    internal List<PartInlet> Inlets { get; } = [];

    /// <summary>The numbers that parts carry.</summary>
    public PartAttributes Attributes { get; } = new();

    /// <summary>Takes note of who does what when; null = nobody does. To be set before the start.</summary>
    public IFlowRecorder? Recorder { get; set; }

    internal long NextTicket() => ++ticket;

    internal int NextComponent() => components++;
}
