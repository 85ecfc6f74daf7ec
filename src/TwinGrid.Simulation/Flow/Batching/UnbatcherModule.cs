using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>The module <c>unbatch</c>.</summary>
internal sealed class UnbatcherModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "unbatch",
        Summary =
            "Takes batches and assemblies apart in no time: what is in them leaves one by one, the empty carrier by a port of its own. A part with nothing in it passes. The next one is " +
            "taken when all is gone. For disassembly by kind connect a router behind it.",
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "batches and assemblies") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "what was in them, to the first that takes it") { MaxConnections = int.MaxValue },
            new("carrier", PortKind.Material, PortDirection.Out, "1", "empty carriers; not connected = they are no more") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("throughput", "1", "parts taken out"),
            new("opened", "1", "batches and assemblies taken apart"),
        ],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Unbatcher(simulator, path);
}
