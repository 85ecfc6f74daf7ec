using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Signals;

/// <summary>A signal that stays constant between events.</summary>
/// <param name="simulator">The replication's simulator.</param>
/// <param name="value">Its first value.</param>
public sealed class StepSignal(Simulator simulator, double value) : ISignal
{
    private readonly List<ISignalListener> listeners = [];
    private readonly List<SignalWatch> watches = [];

    /// <inheritdoc/>
    public double Value { get; private set; } = value;

    /// <summary>Gives it a new value; listeners are told before this returns, watchers get an event at the present instant.</summary>
    public void Set(double value)
    {
        var before = Value;
        if (value.Equals(before))
        {
            return;
        }

        Value = value;
        foreach (var listener in listeners)
        {
            listener.OnSignal(this);
        }

        for (var i = watches.Count - 1; i >= 0; i--)
        {
            var watch = watches[i];
            if (!watch.IsActive)
            {
                watches.RemoveAt(i);
            }
            else if (watch.Passes(before, value))
            {
                simulator.Schedule(SimDuration.Zero, watch.Target, watch.Kind);
            }
        }
    }

    /// <inheritdoc/>
    public void Subscribe(ISignalListener listener) => listeners.Add(listener);

    /// <inheritdoc/>
    public SignalWatch Watch(double level, CrossingDirection direction, IEventTarget target, int kind)
    {
        var watch = new SignalWatch(level, direction, target, kind);
        watches.Add(watch);
        return watch;
    }
}
