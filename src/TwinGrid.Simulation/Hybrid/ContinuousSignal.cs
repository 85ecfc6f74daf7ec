using TwinGrid.Model.Units;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>A signal port of equations as components see it: may be read at any instant; listeners hear of jumps, watches of passages wherever they are within a step.</summary>
internal sealed class ContinuousSignal(ContinuousBlock block, string port, int handle, Unit unit) : IIntegratedSignal
{
    private readonly List<ISignalListener> listeners = [];
    private readonly List<SignalWatch> watches = [];

    /// <summary>Value that listeners know of: that before the present instant until they were told.</summary>
    private double known = double.NaN;

    private ContinuousMonitor? integral;

    private double told = double.NaN;

    /// <summary>Name of the port.</summary>
    public string Port => port;

    /// <summary>Unit of the port.</summary>
    public Unit Unit => unit;

    /// <summary>Furthest that it moved from one step of a surrogate to the next, SI; 0 where nobody follows steps.</summary>
    public double Movement { get; private set; }

    /// <summary>The block whose variable it shows.</summary>
    public ContinuousBlock Block => block;

    public double Value => unit.FromCoherent(block.Read(handle));

    public double Integral => integral!.Accumulated(block.Instant).Sum;

    /// <summary>Watches, those that were taken off among them.</summary>
    public IReadOnlyList<SignalWatch> Watches => watches;

    public bool Integrate()
    {
        if (unit.IsAffine || block.IsStarted)
        {
            return false;
        }

        integral ??= block.Observe("integral", unit.Code, handle);
        return true;
    }

    public void Subscribe(ISignalListener listener)
    {
        listeners.Add(listener);
        Attend();
    }

    public SignalWatch Watch(double level, CrossingDirection direction, IEventTarget target, int kind)
    {
        var watch = new SignalWatch(level, direction, target, kind);
        watches.Add(watch);
        Attend();
        block.Search(this, watch);
        return watch;
    }

    /// <summary>Value at an instant of the last step, in the port's unit.</summary>
    public double At(double t) => unit.FromCoherent(block.ValueAt(handle, t));

    /// <summary>Notes the value before what happens at the present instant.</summary>
    public void Remember(double t) => known = At(t);

    /// <summary>Tells of a jump since <see cref="Remember"/>; false when there was none.</summary>
    public bool Tell(Simulator simulator)
    {
        var (before, now) = (known, Value);
        if (now.Equals(before))
        {
            return false;
        }

        known = now;
        for (var i = watches.Count - 1; i >= 0; i--)
        {
            var watch = watches[i];
            if (!watch.IsActive)
            {
                watches.RemoveAt(i);
            }
            else if (watch.Passes(before, now))
            {
                simulator.Schedule(Model.Time.SimDuration.Zero, watch.Target, watch.Kind);
            }
        }

        foreach (var listener in listeners)
        {
            listener.OnSignal(this);
        }

        return true;
    }

    /// <summary>Tells those who follow steps of where it has got to.</summary>
    public void TellStep()
    {
        if (!listeners.Exists(static l => l.FollowsSteps))
        {
            return;
        }

        var value = block.Read(handle);
        Movement = double.IsNaN(told) ? 0 : Math.Max(Movement, Math.Abs(value - told));
        told = value;
        foreach (var listener in listeners)
        {
            if (listener.FollowsSteps)
            {
                listener.OnSignal(this);
            }
        }
    }

    private void Attend()
    {
        if (block.Attend(this))
        {
            known = block.IsStarted ? Value : double.NaN;
        }
    }
}
