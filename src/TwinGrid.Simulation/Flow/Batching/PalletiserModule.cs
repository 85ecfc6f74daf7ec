using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>The module <c>palletiser</c>.</summary>
internal sealed class PalletiserModule : ComponentModule
{
    /// <summary>What a palletiser is doing, in the order of its phases.</summary>
    public static readonly ImmutableArray<string> Phases = ["starved", "placing", "changing", "blocked"];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "palletiser",
        Summary =
            "Sets parts on pallets, layer by layer. While a layer is placed the next one gathers; after the last layer the full pallet changes for an empty one. With parts at hand and " +
            "constant times it makes a pallet every layers * max(layerTime, time for a layer to come) + changeTime, less what gathers during the change.",
        Source = "Groover, Automation, Production Systems and Computer-Integrated Manufacturing, 4th ed. 2015, ch. 10",
        Parameters =
        [
            new("layer", ParameterKind.Integer, "1", "parts of a layer") { Min = 1, Max = 100_000 },
            new("layers", ParameterKind.Integer, "1", "layers of a pallet") { Min = 1, Max = 1_000 },
            new("layerTime", ParameterKind.Distribution, "s", "time to place a layer") { Min = 0 },
            new("changeTime", ParameterKind.Distribution, "s", "time to change the full pallet for an empty one") { Default = Values.Number(0), Min = 0 },
            new("product", ParameterKind.Text, "1", "product of the pallets") { Default = Values.Text("pallet") },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "full pallets, to the first that takes them") { MaxConnections = int.MaxValue },
            new("enable", PortKind.Signal, PortDirection.In, "1", "stands still while it is 0 or less") { IsOptional = true },
            new("running", PortKind.Signal, PortDirection.Out, "1", "1 while it places a layer or changes a pallet, else 0") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            .. Phases.Select(p => new ObservableDescriptor(p, "1", $"share of time in phase {p}")),
            new("layers", "1", "layers begun"),
            new("throughput", "1", "pallets that have gone"),
        ],
        States =
        [
            new("level", "1", "parts gathered for the next layer"),
            new("layers", "1", "layers on the pallet"),
        ],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Palletiser(simulator, path, arguments);
}
