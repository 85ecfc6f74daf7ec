using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Modules;

/// <summary>A checked model. Immutable; each replication makes its own components of it, on any thread.</summary>
public sealed class SimulationModel
{
    private readonly Dictionary<string, PlannedModule> byPath;

    internal SimulationModel(
        ImmutableArray<PlannedModule> modules, ImmutableArray<PlannedConnection> connections, ImmutableArray<EquationModel> equations,
        IReadOnlyDictionary<string, SettableParameter> parameters)
    {
        Modules = modules;
        Connections = connections;
        Equations = equations;
        Parameters = parameters;
        byPath = modules.ToDictionary(m => m.Path, StringComparer.Ordinal);
    }

    /// <summary>What a document or an arm may set before a replication starts, by path.</summary>
    public IReadOnlyDictionary<string, SettableParameter> Parameters { get; }

    /// <summary>Modules, in the order in which they start.</summary>
    public ImmutableArray<PlannedModule> Modules { get; }

    /// <summary>Connections, in the order of the documents.</summary>
    public ImmutableArray<PlannedConnection> Connections { get; }

    /// <summary>Systems of equations, each of the modules that are connected with each other.</summary>
    internal ImmutableArray<EquationModel> Equations { get; }

    /// <summary>Surrogates that take the place of integrating equations, by path.</summary>
    internal ImmutableSortedDictionary<string, Surrogate> Surrogates { get; init; } = ImmutableSortedDictionary<string, Surrogate>.Empty;

    /// <summary>The module of a path; null when there is none.</summary>
    public PlannedModule? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Makes and connects the components of one replication. They are not started.</summary>
    /// <param name="clock">What a tick is.</param>
    /// <param name="streams">The replication's chance.</param>
    /// <param name="solver">How equations are solved; null = the defaults.</param>
    /// <param name="end">Beyond which the replication won't be run, so that equations need not be solved further; null = open.</param>
    /// <param name="calendarSeconds">The start on the calendar, see <see cref="Simulator.CalendarSeconds"/>; null = no particular time.</param>
    /// <exception cref="ModelException">Components that do not fit each other, equations that the method can't solve.</exception>
    public ModelInstance Instantiate(SimClock clock, StreamSource streams, SolverSettings? solver = null, SimTime? end = null, double? calendarSeconds = null)
    {
        var simulator = new Simulator(clock, streams) { CalendarSeconds = calendarSeconds };
        var options = SolverChoice.Of(solver ?? new SolverSettings(), clock.SecondsPerTick);
        var blocks = Equations.Select(e => new ContinuousBlock(simulator, e, options, end ?? SimTime.Never, Surrogates.GetValueOrDefault(e.Paths.First()))).ToList();
        var blockOf = blocks.SelectMany(b => b.Model.Paths.Select(p => (Path: p, Block: b))).ToDictionary(b => b.Path, b => b.Block, StringComparer.Ordinal);

        // Modules of equations only note what they start from; that comes first, so that components may look at physics while they start.
        List<IModelPart> parts = [.. Modules.Where(m => m.Type is EquationModule).Select(m => blockOf[m.Path].Add(m))];
        foreach (var module in Modules)
        {
            if (module.Type is ComponentModule type)
            {
                parts.Add(type.Create(simulator, module.Path, module.Arguments));
            }
        }

        parts.AddRange(blocks);
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
