using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Modules;

/// <summary>A checked model. Immutable; each replication makes its own components of it, on any thread.</summary>
public sealed class SimulationModel
{
    private readonly Dictionary<string, PlannedModule> byPath;

    internal SimulationModel(
        ImmutableArray<PlannedModule> modules, ImmutableArray<PlannedConnection> connections, IReadOnlyDictionary<string, SettableParameter> parameters)
    {
        Modules = modules;
        Connections = connections;
        Parameters = parameters;
        byPath = modules.ToDictionary(m => m.Path, StringComparer.Ordinal);
    }

    /// <summary>What a document or an arm may set before a replication starts, by path.</summary>
    public IReadOnlyDictionary<string, SettableParameter> Parameters { get; }

    /// <summary>Modules, in the order in which they start.</summary>
    public ImmutableArray<PlannedModule> Modules { get; }

    /// <summary>Connections, in the order of the documents.</summary>
    public ImmutableArray<PlannedConnection> Connections { get; }

    /// <summary>The module of a path; null when there is none.</summary>
    public PlannedModule? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Makes and connects the components of one replication. They are not started.</summary>
    /// <param name="clock">What a tick is.</param>
    /// <param name="streams">The replication's chance.</param>
    /// <exception cref="ModelException">Components that do not fit each other.</exception>
    public ModelInstance Instantiate(SimClock clock, StreamSource streams)
    {
        var simulator = new Simulator(clock, streams);
        var parts = new List<IModelPart>(Modules.Length);
        foreach (var module in Modules)
        {
            if (module.Type is ComponentModule type)
            {
                parts.Add(type.Create(simulator, module.Path, module.Arguments));
            }
        }

        var instance = new ModelInstance(simulator, parts);
        new Wiring(this, instance).Connect();
        return instance;
    }
}

/// <summary>A parameter that may be set from outside.</summary>
/// <param name="Kind">What kind of value.</param>
/// <param name="Unit">UCUM code of its numbers.</param>
public sealed record SettableParameter(ParameterKind Kind, string Unit);

/// <summary>What a builder made.</summary>
/// <param name="Model">The model; null when something is wrong.</param>
/// <param name="Errors">All that is wrong.</param>
public sealed record ModelResult(SimulationModel? Model, ImmutableArray<ModelError> Errors);
