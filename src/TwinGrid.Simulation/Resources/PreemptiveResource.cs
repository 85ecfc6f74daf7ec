using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>
/// A priority resource whose urgent requests take units away: when none is free, the holder with the highest priority number (of equal ones the latest) loses its unit to a
/// request with a lower number, and is interrupted with the resource as the cause. What was left of its work is in the result of its delay, so that the process says
/// itself whether it resumes (waits for the rest) or repeats (waits for the whole).
/// </summary>
public sealed class PreemptiveResource(Simulator simulator, string name, int capacity = 1) : PriorityResource(simulator, name, capacity)
{
    private const int PatientOperation = 2;

    /// <summary>Units that were taken away.</summary>
    public long Preemptions { get; private set; }

    /// <summary>A unit, to be awaited.</summary>
    /// <param name="priority">Lower is served first.</param>
    /// <param name="preempt">Whether it may take a unit away.</param>
    /// <param name="ahead">Before those of the same priority, as one who was preempted.</param>
    public GrantWait Request(double priority, bool preempt, bool ahead = false) =>
        new(new Wait(this, value: priority, operation: (ahead ? AheadOperation : 0) | (preempt ? 0 : PatientOperation)));

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        if (base.Enrol(node, wait))
        {
            return true;
        }

        if ((wait.Operation & PatientOperation) != 0 || InUse < Capacity || NextInLine != node || Loser(wait.Value, node.Body) is not (>= 0 and var slot))
        {
            return false;
        }

        Withdraw(node);
        var loser = Holders[slot].Body!;
        Free(slot);
        Take(node);
        Preemptions++;
        loser.Interrupt(this);
        return true;
    }

    // The unit that a request may take; -1 = none. Nobody takes a unit from itself.
    private int Loser(double priority, ProcessBody requester)
    {
        var found = -1;
        var holders = Holders;
        for (var slot = 0; slot < holders.Length; slot++)
        {
            ref readonly var holder = ref holders[slot];
            if (holder.Body is null || holder.Body == requester || holder.Priority <= priority)
            {
                continue;
            }

            if (found < 0 || holder.Priority > holders[found].Priority || (holder.Priority == holders[found].Priority && holder.Since > holders[found].Since))
            {
                found = slot;
            }
        }

        return found;
    }
}
