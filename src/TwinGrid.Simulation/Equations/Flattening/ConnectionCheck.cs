using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Checks connections: ports exist, go together, measure the same, and an input has one source.</summary>
/// <param name="instances">By path.</param>
/// <param name="findings">Where errors go.</param>
internal sealed class ConnectionCheck(IReadOnlyDictionary<string, FlatInstance> instances, List<DefinitionDiagnostic> findings)
{
    private readonly Dictionary<PortReference, PortReference> sources = [];

    /// <summary>A connection with its ports found: the instances and the ports; null, with a finding, when it is wrong.</summary>
    public CheckedConnection? Check(EquationConnection connection)
    {
        var from = Find(connection.From, connection.Place);
        var to = Find(connection.To, connection.Place);
        if (from is not var (source, output) || to is not var (target, input))
        {
            return null;
        }

        var problem = (output, input) switch
        {
            (SignalPort a, SignalPort b) => Signals(connection, a, b),
            (ConnectorPort a, ConnectorPort b) => Connectors(connection, a, b),
            _ => $"{connection.From} and {connection.To} can't be joined: one is a signal, the other an acausal port",
        };
        if (problem is not null)
        {
            Report(connection.Place, problem);
            return null;
        }

        return new CheckedConnection(source, output, target, input, connection.Place);
    }

    private string? Signals(EquationConnection connection, SignalPort from, SignalPort to)
    {
        if (!from.IsOutput || to.IsOutput)
        {
            return $"{connection.From} is an {(from.IsOutput ? "output" : "input")} and {connection.To} an {(to.IsOutput ? "output" : "input")}; a connection goes from an output to an input";
        }

        if (from.IsBoolean != to.IsBoolean)
        {
            return $"{connection.From} is {(from.IsBoolean ? "a boolean" : "a number")} and {connection.To} {(to.IsBoolean ? "a boolean" : "a number")}";
        }

        if (Units(connection, from.Unit, to.Unit) is { } problem)
        {
            return problem;
        }

        if (!sources.TryAdd(connection.To, connection.From))
        {
            return $"{connection.To} already has a source, {sources[connection.To]}; add the two in a module";
        }

        return null;
    }

    private static string? Connectors(EquationConnection connection, ConnectorPort from, ConnectorPort to) =>
        from.Kind != to.Kind ? $"{connection.From} is {from.Kind} and {connection.To} {to.Kind}"
        : connection.From == connection.To ? $"{connection.From} is joined to itself"
        : Units(connection, from.Potential.Unit, to.Potential.Unit) ?? Units(connection, from.Flow.Unit, to.Flow.Unit);

    private static string? Units(EquationConnection connection, string from, string to)
    {
        var (a, b) = (Unit.Parse(from), Unit.Parse(to));
        return a.IsCommensurableWith(b) ? null : $"{connection.From} is in '{a}' ({a.Dimension}), which can't be converted to the '{b}' ({b.Dimension}) of {connection.To}";
    }

    private (FlatInstance Instance, ModulePort Port)? Find(PortReference reference, SourcePlace place)
    {
        if (!instances.TryGetValue(reference.Path, out var instance))
        {
            Report(place, $"there is no '{reference.Path}'{DidYouMean(reference.Path, instances.Keys)}");
            return null;
        }

        var ports = instance.Terms.Definition.Ports;
        if (ports.FirstOrDefault(p => p.Name == reference.Port) is { } port)
        {
            return (instance, port);
        }

        var names = ports.Select(p => p.Name).ToList();
        Report(place, $"{reference.Path} ({instance.Terms.Definition}) has no port '{reference.Port}', but {(names.Count == 0 ? "none at all" : string.Join(", ", names))}{DidYouMean(reference.Port, names)}");
        return null;
    }

    private static string DidYouMean(string name, IEnumerable<string> names) => Suggestion.Nearest(name, names) is { } alike ? $"; did you mean '{alike}'?" : "";

    private void Report(SourcePlace place, string message) =>
        findings.Add(new DefinitionDiagnostic(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message, []));
}

/// <summary>A connection whose ports fit.</summary>
internal sealed record CheckedConnection(FlatInstance From, ModulePort FromPort, FlatInstance To, ModulePort ToPort, SourcePlace Place);
