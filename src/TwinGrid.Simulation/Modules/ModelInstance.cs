using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Modules;

/// <summary>A model's components in one replication.</summary>
public sealed class ModelInstance
{
    private readonly Dictionary<string, IModelPart> byPath;

    internal ModelInstance(Simulator simulator, IReadOnlyList<IModelPart> parts)
    {
        Simulator = simulator;
        Parts = parts;
        byPath = parts.ToDictionary(p => p.Path, StringComparer.Ordinal);
    }

    /// <summary>Clock, events, chance.</summary>
    public Simulator Simulator { get; }

    /// <summary>Parts, in the order in which they start.</summary>
    public IReadOnlyList<IModelPart> Parts { get; }

    /// <summary>The part of a path; null when there is none.</summary>
    public IModelPart? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>The monitor at <c>component.monitor</c>; null when there is none.</summary>
    public ComponentMonitor? FindMonitor(string path)
    {
        // A monitor's name may hold a dot itself: tank.outlet.q.
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (Find(path[..dot]) is { } part)
            {
                return part.Monitors.FirstOrDefault(m => m.Name == path[(dot + 1)..]);
            }
        }

        return null;
    }

    /// <summary>Starts all parts: from empty, or those with a state in the middle of it.</summary>
    /// <param name="states">States by path; a part that can't start live is started from empty.</param>
    public void Start(ImmutableSortedDictionary<string, ComponentState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        foreach (var part in Parts)
        {
            if (part.StartsLive && states.TryGetValue(part.Path, out var state))
            {
                part.InitializeFrom(state);
            }
            else
            {
                part.Start();
            }
        }
    }

    /// <summary>Starts all parts from empty.</summary>
    public void Start() => Start(ImmutableSortedDictionary<string, ComponentState>.Empty);

    /// <summary>Forgets the statistics so far: the end of the warm-up.</summary>
    public void ResetMonitors(SimTime now)
    {
        foreach (var part in Parts)
        {
            foreach (var monitor in part.Monitors)
            {
                monitor.Reset(now);
            }
        }
    }
}
