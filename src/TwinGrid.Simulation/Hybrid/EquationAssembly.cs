using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>Collects the modules of equations of a model, with what connects them, into systems that are solved together.</summary>
internal static class EquationAssembly
{
    /// <summary>The systems; what is wrong is reported.</summary>
    /// <param name="modules">All modules of the model.</param>
    /// <param name="connections">All connections.</param>
    /// <param name="standsAlone">Whether the component of a path is solved apart from those that it is connected to by signals.</param>
    /// <param name="builder">Makes systems.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ImmutableArray<EquationModel> Build(
        IEnumerable<PlannedModule> modules, IEnumerable<PlannedConnection> connections, Func<string, bool> standsAlone, EquationModelBuilder builder, ICollection<ModelError> errors)
    {
        var instances = modules.Where(m => m.Type is EquationModule).Select(Instance).ToList();
        if (instances.Count == 0)
        {
            return [];
        }

        var paths = instances.Select(i => i.Path).ToHashSet(StringComparer.Ordinal);
        var joined = connections.Where(c => paths.Contains(c.From.Path) && paths.Contains(c.To.Path) && !IsCut(c, standsAlone)).Select(Connection).ToList();
        var result = builder.Build(instances, joined);
        foreach (var finding in result.Diagnostics)
        {
            errors.Add(new ModelError(new SourcePlace(finding.File, finding.Line, finding.Column, finding.Path), finding.Message));
        }

        return result.Models;
    }

    /// <summary>A surrogate meets others at its steps only, by signals.</summary>
    private static bool IsCut(PlannedConnection connection, Func<string, bool> standsAlone) =>
        connection.Kind == PortKind.Signal && connection.From.Path != connection.To.Path && (standsAlone(connection.From.Path) || standsAlone(connection.To.Path));

    private static EquationInstance Instance(PlannedModule module)
    {
        var definition = ((EquationModule)module.Type).Module;
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var parameter in definition.Definition.Parameters.Where(p => module.Arguments.Has(p.Name)))
        {
            values[parameter.Name] = Value(parameter, module.Arguments);
        }

        return new EquationInstance(module.Path, definition) { Parameters = values.ToImmutable(), Place = module.Place };
    }

    private static double Value(ModuleParameter parameter, ModuleArguments arguments) =>
        parameter.IsBoolean ? (arguments.Flag(parameter.Name) ? 1 : 0) : Unit.Parse(parameter.Unit).ToCoherent(arguments.Number(parameter.Name));

    private static EquationConnection Connection(PlannedConnection connection) =>
        new(new PortReference(connection.From.Path, connection.From.Port), new PortReference(connection.To.Path, connection.To.Port)) { Place = connection.Place };
}
