using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>Describes a module of equations to those who assemble models of it.</summary>
internal static class EquationModuleDescriptor
{
    public static ModuleDescriptor Of(CheckedModule module)
    {
        var definition = module.Definition;
        return new ModuleDescriptor
        {
            Name = definition.Name,
            Version = definition.Version,
            Hash = definition.Hash,
            Summary = Summary(definition.Summary, string.Join("; ", definition.Equations.Select(e => e.Text))),
            Source = definition.Source,
            Parameters = [.. definition.Parameters.Select(Parameter)],
            Ports = [.. definition.Ports.Select(Port)],
            Observables =
            [
                .. EquationOutputs.Of(definition).Select(o => new ObservableDescriptor(o.Name, o.Unit, o.Summary)),
                .. EquationOutputs.EventsOf(definition).Select(e => new ObservableDescriptor(e.Name, "1", $"how often it happens that {e.When.Text}")),
            ],
            States = [.. EquationOutputs.Of(definition).Where(o => IsState(module, o.Name)).Select(o => new StateDescriptor(o.Name, o.Unit, o.Summary) { IsContinuous = true })],
        };
    }

    private static ParameterDescriptor Parameter(ModuleParameter parameter) =>
        new(parameter.Name, parameter.IsBoolean ? ParameterKind.Flag : ParameterKind.Number, parameter.Unit, Summary(parameter.Summary, parameter.Name))
        {
            Default = parameter.Default is not { } value ? null : parameter.IsBoolean ? new BooleanValue(value != 0) : new NumberValue(value),
            Min = parameter.Range.Min,
            Max = parameter.Range.Max,
            IsTunable = parameter.IsTunable,
        };

    private static PortDescriptor Port(ModulePort port)
    {
        var summary = Summary(port.Summary, port.Name);
        return port switch
        {
            SignalPort { IsOutput: true } signal => new PortDescriptor(port.Name, PortKind.Signal, PortDirection.Out, signal.Unit, summary) { IsOptional = true, MaxConnections = int.MaxValue },
            SignalPort signal => new PortDescriptor(port.Name, PortKind.Signal, PortDirection.In, signal.Unit, summary) { IsOptional = signal.Default is not null },
            ConnectorPort connector => new PortDescriptor(port.Name, PortKind.Connector, PortDirection.None, "1", summary)
            {
                IsOptional = true,
                MaxConnections = int.MaxValue,
                Connector = new ConnectorDescriptor(connector.Potential.Name, connector.Potential.Unit, connector.Flow.Name, connector.Flow.Unit),
            },
            _ => throw new ArgumentException($"Unknown kind of port {port.GetType().Name}.", nameof(port)),
        };
    }

    private static bool IsState(CheckedModule module, string name) =>
        module.States.Contains(name) ||
        module.Definition.Variables.Any(v => v.Name == name && v.Kind != VariableKind.Number) ||
        module.Definition.Ports.Any(p => p is SignalPort { IsOutput: true, IsBoolean: true } && p.Name == name);

    private static string Summary(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
