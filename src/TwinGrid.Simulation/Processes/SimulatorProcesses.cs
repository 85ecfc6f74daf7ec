using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Processes;

/// <summary>Processes of a simulator, and what they can wait for.</summary>
public static class SimulatorProcesses
{
    /// <summary>Lets a process begin at the present instant, after the events that are due before it.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="process">The call of an <c>async Process</c> method.</param>
    /// <param name="name">Unique in the replication; by default the method's name and an ordinal.</param>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public static Process Start(this Simulator simulator, Process process, string? name = null) => simulator.StartAt(simulator.Now, process, name);

    /// <summary>Lets a process begin at an instant.</summary>
    /// <inheritdoc cref="Start"/>
    public static Process StartAt(this Simulator simulator, SimTime time, Process process, string? name = null)
    {
        process.Body.Start(simulator, name, time);
        return process;
    }

    /// <summary>A stretch of time passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static DelayWait Delay(this Simulator simulator, SimDuration delay) => new(simulator, delay);

    /// <summary>A stretch of time passes.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="seconds">In s, not negative; infinity = until it is interrupted.</param>
    public static DelayWait Delay(this Simulator simulator, double seconds) => new(simulator, simulator.Clock.Duration(seconds));

    /// <summary>An instant comes; when it has passed, the process goes on after the events that are due now.</summary>
    public static DelayWait DelayUntil(this Simulator simulator, SimTime time) => new(simulator, time > simulator.Now ? time - simulator.Now : SimDuration.Zero);

    /// <summary>A signal is at or above (rising), at or below (falling) a level, over at once when it is; either = it passes the level next.</summary>
    public static Wait Until(this Simulator simulator, ISignal signal, double level, CrossingDirection direction = CrossingDirection.Rising)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new Wait(new SignalPassage(simulator, signal, level, direction));
    }

    /// <summary>The first of several things; the others are given up.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public static PartsWait Any(this Simulator simulator, params ReadOnlySpan<Wait> waits) => new(simulator, waits, any: true, null);

    /// <summary>All of several things.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public static PartsWait All(this Simulator simulator, params ReadOnlySpan<Wait> waits) => new(simulator, waits, any: false, null);

    /// <summary>All of several things within a time; when it ends first, what was obtained belongs to the process, and the rest is given up.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public static PartsWait AllWithin(this Simulator simulator, SimDuration patience, params ReadOnlySpan<Wait> waits) => new(simulator, waits, any: false, patience);
}
