using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Modules;

/// <summary>Checks that what is connected fits: ports exist, kinds, directions and units agree, no port has too many connections or lacks one that it needs.</summary>
internal sealed class ConnectionCheck(Dictionary<string, PlannedModule> modules, IReadOnlyCollection<string> shown, ICollection<ModelError> errors)
{
    private readonly Dictionary<PortEnd, int> uses = [];

    public ImmutableArray<PlannedConnection> Check(IReadOnlyList<PlannedModule> all, IEnumerable<ModuleConnection> connections, Func<string, PortEnd?> find)
    {
        var planned = ImmutableArray.CreateBuilder<PlannedConnection>();
        foreach (var connection in connections)
        {
            var from = find(connection.From);
            var to = find(connection.To);
            if (from is null || to is null)
            {
                errors.Add(new ModelError(connection.Place, NoPort(from is null ? connection.From : connection.To)));
            }
            else if (Join(connection, from, to) is { } joined)
            {
                planned.Add(joined);
            }
        }

        foreach (var module in all)
        {
            CheckUses(module);
        }

        return planned.ToImmutable();
    }

    private PlannedConnection? Join(ModuleConnection connection, PortEnd from, PortEnd to)
    {
        var (output, input) = (Port(from), Port(to));
        var wrong = output.Kind != input.Kind
                ? $"{from} passes {Name(output.Kind)}, {to} takes {Name(input.Kind)}"
            : output.Kind != PortKind.Connector && output.Direction != PortDirection.Out ? $"{from} is no output"
            : output.Kind != PortKind.Connector && input.Direction != PortDirection.In ? $"{to} is no input"
            : output.Kind == PortKind.Signal && !Unit.Parse(output.Unit).IsCommensurableWith(Unit.Parse(input.Unit))
                ? $"{from} is in '{output.Unit}' ({Unit.Parse(output.Unit).Dimension}), {to} in '{input.Unit}' ({Unit.Parse(input.Unit).Dimension})"
            : output.Kind == PortKind.Connector && !IsLike(output.Connector!, input.Connector!)
                ? $"{from} joins {output.Connector!.PotentialUnit} and {output.Connector.FlowUnit}, {to} {input.Connector!.PotentialUnit} and {input.Connector.FlowUnit}"
            : null;
        if (wrong is not null)
        {
            errors.Add(new ModelError(connection.Place, $"{wrong}; they can't be connected"));
            return null;
        }

        uses[from] = uses.GetValueOrDefault(from) + 1;
        uses[to] = uses.GetValueOrDefault(to) + 1;
        return new PlannedConnection(from, to, output.Kind, connection.Place);
    }

    private void CheckUses(PlannedModule module)
    {
        foreach (var port in module.Type.Descriptor.Ports)
        {
            var count = uses.GetValueOrDefault(new PortEnd(module.Path, port.Name));
            if (count > port.MaxConnections)
            {
                errors.Add(new ModelError(
                    module.Place, string.Create(CultureInfo.InvariantCulture, $"{module.Path}.{port.Name} has {count} connections; at most {port.MaxConnections}")));
            }
            else if (count == 0 && !port.IsOptional)
            {
                errors.Add(new ModelError(module.Place, $"{module.Path}.{port.Name} is not connected ({port.Summary})"));
            }
        }
    }

    private PortDescriptor Port(PortEnd end) => modules[end.Path].Type.Descriptor.FindPort(end.Port)!;

    private string NoPort(string path)
    {
        var dot = path.LastIndexOf('.');
        var component = dot < 0 ? path : path[..dot];
        if (!modules.TryGetValue(component, out var module))
        {
            var own = shown.Where(s => s.StartsWith(component + ".", StringComparison.Ordinal)).Select(s => s[(component.Length + 1)..]).Order(StringComparer.Ordinal).ToList();
            if (own.Count > 0)
            {
                return $"{component} shows no port '{path[(dot + 1)..]}'{ModelSurroundings.Hint(path[(dot + 1)..], own)}";
            }

            var alike = Suggestion.Nearest(component, modules.Keys.Order(StringComparer.Ordinal));
            return $"no component '{component}'{(alike is null ? "" : $"; did you mean '{alike}'?")}";
        }

        var ports = module.Type.Descriptor.Ports.Select(p => p.Name).ToList();
        return $"{component} (module '{module.Type.Descriptor.Name}') has no port '{path[(dot + 1)..]}'; there are {string.Join(", ", ports)}";
    }

    private static bool IsLike(ConnectorDescriptor left, ConnectorDescriptor right) =>
        Unit.Parse(left.PotentialUnit).IsCommensurableWith(Unit.Parse(right.PotentialUnit)) && Unit.Parse(left.FlowUnit).IsCommensurableWith(Unit.Parse(right.FlowUnit));

    private static string Name(PortKind kind) => kind switch
    {
        PortKind.Material => "parts",
        PortKind.Signal => "a signal",
        _ => "a potential and a flow",
    };
}
