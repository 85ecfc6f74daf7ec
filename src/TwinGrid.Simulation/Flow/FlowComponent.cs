using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow;

/// <summary>
/// A component through which parts flow. It sets its own state in <see cref="Component.Start"/> or <see cref="Component.InitializeFrom"/> and begins to deal with others
/// in <see cref="Wake"/>, an event at time 0, when all have set theirs.
/// </summary>
public abstract class FlowComponent : Component
{
    /// <summary>Kind of the event of <see cref="Wake"/>; other kinds are positive.</summary>
    protected const int WakeKind = 0;

    /// <summary>A component of a replication.</summary>
    protected FlowComponent(Simulator simulator, string path)
        : base(simulator, path)
    {
        Flow = simulator.Shared<FlowContext>();
        Index = Flow.NextComponent();
        Origin = (uint)(TraceId ^ (TraceId >> 32));
    }

    /// <summary>Parts in it, contents of others included: for the balance of parts.</summary>
    public virtual int PartCount => 0;

    /// <summary>Can take nothing and do nothing before a part has left it.</summary>
    protected internal virtual bool IsStuck => false;

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <summary>What the components of the replication share.</summary>
    protected internal FlowContext Flow { get; }

    /// <summary>Its number among the components of the replication.</summary>
    protected internal int Index { get; }

    /// <summary>Origin of the parts that it makes.</summary>
    protected uint Origin { get; }

    /// <inheritdoc/>
    public override void Start() => Schedule(SimDuration.Zero, WakeKind);

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Start();

    /// <inheritdoc/>
    public sealed override void OnEvent(int kind, long argument)
    {
        if (kind == WakeKind)
        {
            Wake();
        }
        else
        {
            Happen(kind, argument);
        }
    }

    /// <summary>Begins to deal with others, at time 0.</summary>
    protected virtual void Wake()
    {
    }

    /// <summary>An event of a positive kind.</summary>
    protected abstract void Happen(int kind, long argument);

    /// <summary>The time from an instant to now, s.</summary>
    protected double SecondsSince(SimTime instant) => Simulator.Clock.Seconds(Now - instant);

    /// <summary>A duration of the clock.</summary>
    protected SimDuration Duration(double seconds) => Simulator.Clock.Duration(seconds);

    /// <summary>The signal connected to a port, with a listener told of its jumps; null when none is.</summary>
    protected static ISignal? Input(IConnections connections, string port, ISignalListener listener)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var signals = connections.Peers<ISignal>(port);
        if (signals.Count == 0)
        {
            return null;
        }

        signals[0].Subscribe(listener);
        return signals[0];
    }
}
