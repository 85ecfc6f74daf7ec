using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Kernel;

/// <summary>What a path of a model leads to: a component, or a module's share in a system of equations.</summary>
public interface IModelPart
{
    /// <summary>Unique in the model.</summary>
    string Path { get; }

    /// <summary>What can be observed of it, in a fixed order.</summary>
    IReadOnlyList<ComponentMonitor> Monitors { get; }

    /// <summary>Whether it can start in the middle of what the plant is doing; one that can't is named in the result as started fresh.</summary>
    bool StartsLive { get; }

    /// <summary>What a reader of results should know of it: a variable outside its range, a start that had to be corrected.</summary>
    IEnumerable<string> Warnings => [];

    /// <summary>What serves a port: an <see cref="Signals.ISignal"/>, a part's inlet; null when there is no such port or nothing serves it.</summary>
    object? Port(string name);

    /// <summary>Called once after all parts were made and before any starts.</summary>
    void Connect(IConnections connections);

    /// <summary>Starts it from empty at time 0, in the order of the model.</summary>
    void Start();

    /// <summary>Starts it at time 0 in the middle of something, instead of <see cref="Start"/>.</summary>
    /// <exception cref="NotSupportedException"><see cref="StartsLive"/> is false.</exception>
    void InitializeFrom(ComponentState state);

    /// <summary>Sets a tunable parameter while the replication runs.</summary>
    /// <exception cref="ArgumentException">It has no such tunable parameter.</exception>
    void Set(string name, double value);
}

/// <summary>What a part is connected to.</summary>
public interface IConnections
{
    /// <summary>What serves the other ends of a port's connections, in the order of the connections.</summary>
    /// <typeparam name="T">What it must be.</typeparam>
    IReadOnlyList<T> Peers<T>(string port)
        where T : class;

    /// <summary>The part at an absolute path, as a parameter of kind reference names it.</summary>
    /// <exception cref="ModelException">There is none or it is no <typeparamref name="T"/>; the message says what was expected.</exception>
    T Part<T>(string path)
        where T : class;
}
