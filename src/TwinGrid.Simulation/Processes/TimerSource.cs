using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>Delays as parts of Any and All.</summary>
internal sealed class TimerSource(Simulator simulator) : WaitSource(simulator)
{
    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        node.Timer = Simulator.Schedule(new SimDuration(wait.Ticks), node.Body, ProcessBody.PartTimerKind, node.Index);
        return false;
    }

    internal override void Withdraw(WaitNode node) => Simulator.Cancel(node.Timer);
}
