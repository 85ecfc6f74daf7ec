using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.ExamplePlugin;

/// <summary>The module <c>cooling-tunnel</c>.</summary>
public sealed class CoolingTunnelModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "cooling-tunnel",
        Summary = "Parts cool for a given time on their way through and leave in the order in which they came. In the long run the mean number of parts in it is rate times time.",
        Source = "Little, A Proof for the Queuing Formula L = λW, Operations Research 9, 1961",
        Parameters =
        [
            new("time", ParameterKind.Number, "s", "time that a part stays at the least") { Min = 0 },
            new("places", ParameterKind.Integer, "1", "parts that fit in") { Default = new NumberValue(100), Min = 1, IsTunable = true },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "hot parts") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "cold parts") { MaxConnections = int.MaxValue },
        ],
        Observables = [new("level", "1", "parts in it"), new("throughput", "1", "parts that left it")],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) =>
        new CoolingTunnel(simulator, path, arguments.Number("time"), arguments.Integer("places"));
}
