using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>The module <c>batch</c>.</summary>
internal sealed class BatcherModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "batch",
        Summary =
            "Collects parts into a batch that moves as one: bottles in a case, parts on a carrier. Of Poisson arrivals with rate r, a part of a batch of k waits (k - 1) / (2 r) on average. " +
            "A batch is good when all in it is, and due when the first of it is.",
        Source = "Hopp and Spearman, Factory Physics, 3rd ed. 2008, ch. 9",
        Parameters =
        [
            new("size", ParameterKind.Integer, "1", "parts of a batch") { Min = 1, Max = 1_000_000, IsTunable = true },
            new("maxWait", ParameterKind.Number, "s", "a batch that is not full goes when its first part has waited so long; absent = never") { IsOptional = true, Min = 0 },
            new("sameProduct", ParameterKind.Flag, "1", "only parts of one product in a batch; others wait outside") { Default = Values.Flag(false) },
            new("product", ParameterKind.Text, "1", "product of the batch; \"\" = that of its parts, if they have one in common") { Default = Values.Text("") },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "batches, to the first that takes them") { MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("level", "1", "parts collected for the next batch"),
            new("wait", "s", "time that parts have waited for their batch"),
            new("size", "1", "parts of batches"),
            new("throughput", "1", "batches"),
        ],
        States = [new("level", "1", "parts collected for the next batch")],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Batcher(simulator, path, arguments);
}
