using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>A threshold of a continuous signal, and on which side of it the signal is.</summary>
internal sealed class Passage
{
    // Well above what solvers find a crossing to, well below what anybody means.
    private const double Clearance = 1e-6;
    private const double Nudge = 1e-9;

    private readonly IEventTarget target;
    private readonly int kind;
    private readonly double scale;
    private SignalWatch? above;
    private SignalWatch? below;
    private int side;

    /// <param name="signal">The signal.</param>
    /// <param name="level">In its unit.</param>
    /// <param name="target">Gets an event at each passage.</param>
    /// <param name="kind">Kind of the event when it falls; the next one when it rises.</param>
    public Passage(ISignal signal, double level, IEventTarget target, int kind)
    {
        (Signal, Level, this.target, this.kind) = (signal, level, target, kind);
        scale = Math.Max(1, Math.Abs(level));
        signal.Watch(level, CrossingDirection.Falling, target, kind);
        signal.Watch(level, CrossingDirection.Rising, target, kind + 1);
    }

    public ISignal Signal { get; }

    public double Level { get; }

    /// <summary>Where the signal is at the start. From a start at the level itself it passes nothing when it leaves: that is watched for.</summary>
    public void Settle()
    {
        side = Signal.Value.CompareTo(Level);
        if (side == 0)
        {
            above = Signal.Watch(Level + (Clearance * scale), CrossingDirection.Rising, target, kind + 1);
            below = Signal.Watch(Level - (Clearance * scale), CrossingDirection.Falling, target, kind);
        }
    }

    /// <summary>The signal may have jumped. What is too close to the level to be told from it stays on the side where it was.</summary>
    public void Jump()
    {
        var distance = Signal.Value - Level;
        side = Math.Abs(distance) > Clearance * scale ? Math.Sign(distance) : side;
    }

    /// <summary>The signal has passed the level.</summary>
    /// <param name="to">1 = it is above now, -1 = below.</param>
    public void Pass(int to)
    {
        side = to;
        above?.Cancel();
        below?.Cancel();
        (above, below) = (null, null);
    }

    /// <summary>A value that a comparison finds on the side where it is.</summary>
    public double OnItsSide(double value) =>
        side > 0 && value <= Level ? Level + (Nudge * scale)
        : side < 0 && value >= Level ? Level - (Nudge * scale)
        : value;
}
