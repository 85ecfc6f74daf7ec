using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Signals;

/// <summary>A level of a signal that somebody wants to know the passages of.</summary>
/// <param name="level">In the signal's unit.</param>
/// <param name="direction">Which passages count.</param>
/// <param name="target">What the event happens to.</param>
/// <param name="kind">Kind of the event.</param>
public sealed class SignalWatch(double level, CrossingDirection direction, IEventTarget target, int kind)
{
    /// <summary>In the signal's unit.</summary>
    public double Level { get; } = level;

    /// <summary>Which passages count.</summary>
    public CrossingDirection Direction { get; } = direction;

    /// <summary>What the event happens to.</summary>
    public IEventTarget Target { get; } = target;

    /// <summary>Kind of the event.</summary>
    public int Kind { get; } = kind;

    /// <summary>False once it was taken off.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Takes it off.</summary>
    public void Cancel() => IsActive = false;

    /// <summary>Whether going from one value to another passes the level in a direction that counts.</summary>
    public bool Passes(double before, double after) =>
        (Direction != CrossingDirection.Falling && before < Level && after >= Level) ||
        (Direction != CrossingDirection.Rising && before > Level && after <= Level);
}
