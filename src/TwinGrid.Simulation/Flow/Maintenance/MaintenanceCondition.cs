using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>A signal that says when maintenance is due.</summary>
/// <param name="Path">Path of the component that shows it.</param>
/// <param name="Port">Its port.</param>
/// <param name="Threshold">In the unit of the port.</param>
/// <param name="IsRising">Due at or above the threshold, otherwise at or below it.</param>
internal sealed record MaintenanceCondition(string Path, string Port, double Threshold, bool IsRising)
{
    /// <summary>Reads the parameters; null with what is wrong.</summary>
    public static MaintenanceCondition? Read(ModuleArguments arguments, ModelSurroundings model, ICollection<ModelError> errors)
    {
        var reference = arguments.Text("condition");
        if (model.FindPort(reference) is not var (module, port))
        {
            errors.Add(new ModelError(SourcePlace.None, $"condition: no port '{reference}'; module.port of a signal is expected, such as bearing.wear"));
            return null;
        }

        if (port.Kind != PortKind.Signal || port.Direction != PortDirection.Out)
        {
            errors.Add(new ModelError(SourcePlace.None, $"condition: '{reference}' shows no signal"));
            return null;
        }

        var (value, scope) = arguments.Structure("threshold");
        return new StructureReader(scope, errors).Number(value, port.Unit, "threshold") is { } threshold
            ? new MaintenanceCondition(module.Path, port.Name, threshold, arguments.Text("direction") == "rising")
            : null;
    }

    /// <summary>The signal in a replication.</summary>
    public ISignal Find(IConnections connections) =>
        connections.Part<IModelPart>(Path).Port(Port) as ISignal ?? throw new ModelException($"'{Path}.{Port}' shows no signal.");

    /// <summary>Whether maintenance is due by the signal.</summary>
    public bool IsMet(ISignal signal) => IsRising ? signal.Value >= Threshold : signal.Value <= Threshold;

    /// <summary>An event whenever it becomes due.</summary>
    public SignalWatch Watch(ISignal signal, IEventTarget target, int kind) =>
        signal.Watch(Threshold, IsRising ? CrossingDirection.Rising : CrossingDirection.Falling, target, kind);
}
