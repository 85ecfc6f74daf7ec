using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Kernel;

/// <summary>
/// A part of a model with a path of its own, such as <c>filler-1.machine</c>: a phase machine that events drive. Made anew for every replication; never shared between two.
/// </summary>
public abstract class Component : IEventTarget, IModelPart
{
    private readonly List<ComponentMonitor> monitors = [];

    /// <summary>A component of a replication.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="path">Unique in the model; names its random streams and its events in the trace.</param>
    protected Component(Simulator simulator, string path)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentException.ThrowIfNullOrEmpty(path);
        Simulator = simulator;
        Path = path;
        TraceId = StableHash.Of(path);
    }

    /// <summary>Its path in the model.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public ulong TraceId { get; }

    /// <summary>What can be observed of it, in order of registration.</summary>
    public IReadOnlyList<ComponentMonitor> Monitors => monitors;

    /// <summary>The replication's simulator.</summary>
    protected internal Simulator Simulator { get; }

    /// <summary>The present.</summary>
    protected SimTime Now => Simulator.Now;

    /// <inheritdoc/>
    public virtual bool StartsLive => false;

    /// <summary>Phases in which it can be, in which it can start; empty when it has none.</summary>
    public virtual ImmutableArray<string> Phases => [];

    /// <inheritdoc/>
    public virtual IEnumerable<string> Warnings => [];

    /// <inheritdoc/>
    public virtual object? Port(string name) => null;

    /// <inheritdoc/>
    public virtual void Connect(IConnections connections)
    {
    }

    /// <summary>Starts it from empty at time 0. Called once, after all components were made and connected, in the order of the model, unless <see cref="InitializeFrom"/> was.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Starts it at time 0 in the middle of something, instead of <see cref="Start"/>. Residual times are drawn conditional on what has elapsed.</summary>
    /// <param name="state">Phase, what has elapsed in it, and further values by name.</param>
    /// <exception cref="NotSupportedException"><see cref="StartsLive"/> is false.</exception>
    public virtual void InitializeFrom(ComponentState state) => throw new NotSupportedException($"{Path} can't start in the middle of something.");

    /// <summary>Sets a tunable parameter while the replication runs.</summary>
    /// <param name="name">A tunable parameter of its module.</param>
    /// <param name="value">In the unit of the module's descriptor, checked against its range.</param>
    /// <exception cref="ArgumentException">It has no such tunable parameter.</exception>
    public virtual void Set(string name, double value) => throw new ArgumentException($"{Path} has no tunable parameter '{name}'.", nameof(name));

    /// <inheritdoc/>
    public abstract void OnEvent(int kind, long argument);

    /// <summary>The monitor of a name; null when there is none.</summary>
    public ComponentMonitor? FindMonitor(string name) => monitors.Find(m => m.Name == name);

    /// <summary>Makes something observable.</summary>
    protected T Observe<T>(T monitor)
        where T : ComponentMonitor
    {
        monitors.Add(monitor);
        return monitor;
    }

    /// <summary>The component's random stream for a purpose.</summary>
    protected RandomStream Stream(string purpose) => Simulator.Streams.Stream(Path, purpose);

    /// <summary>Schedules an event of this component.</summary>
    protected EventHandle Schedule(SimDuration delay, int kind, long argument = 0, short priority = EventPriority.Normal) =>
        Simulator.Schedule(delay, this, kind, argument, priority);
}
