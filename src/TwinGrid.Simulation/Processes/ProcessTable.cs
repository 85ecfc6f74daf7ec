namespace TwinGrid.Simulation.Processes;

/// <summary>What the processes of a replication share.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<string, ProcessKind> kinds = new(StringComparer.Ordinal);
    private readonly Stack<WaitNode> nodes = new();
    private readonly object identity = new();

    public ProcessTable(Kernel.Simulator simulator) => Timers = new TimerSource(simulator);

    /// <summary>The process whose method runs.</summary>
    public ProcessBody? Current { get; set; }

    /// <summary>Delays as parts of Any and All.</summary>
    public TimerSource Timers { get; }

    /// <summary>Set by an awaiter that something else than a process awaits; it can't throw by itself.</summary>
    public bool IsMisused { get; set; }

    public bool Owns(ProcessKind? kind) => kind is not null && kind.Owner == identity;

    public ProcessKind Kind(string name)
    {
        if (!kinds.TryGetValue(name, out var kind))
        {
            kinds.Add(name, kind = new ProcessKind(name, identity));
        }

        return kind;
    }

    public ProcessBody Running(string what) =>
        Current ?? throw new InvalidOperationException($"{what} is awaited outside of a process; write the method as async Process and start it with Simulator.Start.");

    /// <summary>A node for a part of a wait for several things.</summary>
    public WaitNode Rent(ProcessBody body, int index)
    {
        if (!nodes.TryPop(out var node))
        {
            node = new WaitNode();
        }

        node.Body = body;
        node.Index = index;
        return node;
    }

    public void Return(WaitNode node)
    {
        node.Clear();
        node.Body = null!;
        nodes.Push(node);
    }
}
