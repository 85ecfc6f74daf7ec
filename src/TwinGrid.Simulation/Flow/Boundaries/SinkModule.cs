using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>The module <c>sink</c>.</summary>
internal sealed class SinkModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "sink",
        Summary = "Where parts leave the plant: counts them, and how long they took and how late they are.",
        Ports = [new("in", PortKind.Material, PortDirection.In, "1", "parts that leave") { MaxConnections = int.MaxValue }],
        Observables =
        [
            new("throughput", "1", "parts that left"),
            new("good", "1", "parts that left without a defect"),
            new("items", "1", "parts that left, those in batches and assemblies counted instead of what holds them"),
            new("leadTime", "s", "time from entering the plant to leaving it"),
            new("due", "1", "parts with a due date that left"),
            new("late", "1", "of these, parts that left after it"),
            new("lateShare", "1", "late of due"),
            new("lateness", "s", "time after the due date, negative before"),
            new("tardiness", "s", "time after the due date, 0 before"),
            new("makespan", "s", "instant at which the last part left"),
        ],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Sink(simulator, path);
}
