using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Signals;

/// <summary>A real quantity over time that a component shows to others: a set point, a temperature, running or not (1 or 0). Causal: only its owner changes it.</summary>
public interface ISignal
{
    /// <summary>The value at the simulator's present, in the unit of the port that shows it.</summary>
    double Value { get; }

    /// <summary>Tells a listener, within the event that changes it, whenever the value jumps. A value that moves continuously is not told; watch a level instead.</summary>
    void Subscribe(ISignalListener listener);

    /// <summary>An event for a target each time the value passes a level.</summary>
    /// <param name="level">In the signal's unit.</param>
    /// <param name="direction">Which passages count.</param>
    /// <param name="target">What the event happens to.</param>
    /// <param name="kind">Kind of the event.</param>
    /// <returns>Takes the watch off again.</returns>
    SignalWatch Watch(double level, CrossingDirection direction, IEventTarget target, int kind);
}

/// <summary>Told when a signal jumps.</summary>
public interface ISignalListener
{
    /// <summary>The signal has a new value.</summary>
    void OnSignal(ISignal signal);

    /// <summary>Whether it wants to be told of a value that moves from step to step of a surrogate too.</summary>
    bool FollowsSteps => false;
}

/// <summary>Which passages of a level count.</summary>
public enum CrossingDirection : byte
{
    /// <summary>Both.</summary>
    Either,

    /// <summary>From below to at or above.</summary>
    Rising,

    /// <summary>From above to at or below.</summary>
    Falling,
}
