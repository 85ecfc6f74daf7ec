using TwinGrid.Model.Behaviours.Equations;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>What can be observed of a module of equations.</summary>
/// <param name="Name">As its equations call it: <c>h</c>, <c>a.T</c>.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Summary">What it is.</param>
internal sealed record EquationOutput(string Name, string Unit, string Summary);

/// <summary>Lists what can be observed of modules of equations.</summary>
internal static class EquationOutputs
{
    /// <summary>Ports and variables, in the order of the document.</summary>
    public static IEnumerable<EquationOutput> Of(ModuleDefinition definition)
    {
        foreach (var port in definition.Ports)
        {
            if (port is SignalPort signal)
            {
                yield return new EquationOutput(port.Name, signal.Unit, Summary(port.Summary, port.Name));
            }
            else if (port is ConnectorPort connector)
            {
                yield return Of(connector, connector.Potential);
                yield return Of(connector, connector.Flow);
            }
        }

        foreach (var variable in definition.Variables)
        {
            yield return new EquationOutput(variable.Name, variable.Unit, Summary(variable.Summary, variable.Name));
        }
    }

    /// <summary>Events that are counted: those with a name of their own.</summary>
    public static IEnumerable<ModuleEvent> EventsOf(ModuleDefinition definition)
    {
        var taken = Of(definition).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        return definition.Events.Where(e => !taken.Contains(e.Name));
    }

    private static EquationOutput Of(ConnectorPort port, ConnectorQuantity quantity) => new($"{port.Name}.{quantity.Name}", quantity.Unit, Summary(port.Summary, $"{quantity.Name} of {port.Name}"));

    private static string Summary(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
