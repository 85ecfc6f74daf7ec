using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Processes;

/// <summary>A process's wait for a signal to pass a level.</summary>
internal sealed class SignalPassage(Simulator simulator, ISignal signal, double level, CrossingDirection direction) : WaitSource(simulator), IEventTarget
{
    private SignalWatch? watch;
    private WaitNode? waiting;

    public ulong TraceId { get; } = StableHash.Of("signal passage");

    public void OnEvent(int kind, long argument)
    {
        // The process may have left after the passage, at the same instant.
        if (waiting is { } node)
        {
            Withdraw(node);
            node.Body.Satisfied(node);
        }
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        var value = signal.Value;
        if ((direction == CrossingDirection.Rising && value >= level) || (direction == CrossingDirection.Falling && value <= level))
        {
            return true;
        }

        waiting = node;
        watch = signal.Watch(level, direction, this, 0);
        return false;
    }

    internal override void Withdraw(WaitNode node)
    {
        waiting = null;
        watch?.Cancel();
    }
}
