using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Storage;

/// <summary>The module <c>buffer</c>.</summary>
internal sealed class BufferModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "buffer",
        Summary =
            "Parts wait here until somebody takes them; which goes first is its dispatch rule. Level, waiting times and departures obey Little's law, mean level = rate times mean wait. " +
            "Waiting times of 0 count. With capacity 0 parts only pass.",
        Source = "Little, A Proof for the Queuing Formula L = λW, Operations Research 9, 1961; Pinedo, Scheduling, 5th ed. 2016 (dispatch rules)",
        Parameters =
        [
            new("capacity", ParameterKind.Integer, "1", "places; absent = no bound") { IsOptional = true, Min = 0, Max = 1_000_000_000, IsTunable = true },
            .. DispatchRules.Parameters,
            new("minTime", ParameterKind.Number, "s", "time that a part must stay at the least: cooling, drying, hardening") { Default = Values.Number(0), Min = 0 },
            new("merge", ParameterKind.Choice, "1", "who is served first of those that wait to deliver: who came first, or in the order of the connections")
            {
                Default = Values.Text("fifo"),
                Choices = ["fifo", "priority"],
            },
            new("initial", ParameterKind.Integer, "1", "parts in it at the start") { Default = Values.Number(0), Min = 0, Max = 1_000_000 },
            new("product", ParameterKind.Text, "1", "product of the parts that are in it at the start") { Default = Values.Text("") },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { IsOptional = true, MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "parts that go, to the first that takes them") { MaxConnections = int.MaxValue },
            new("level", PortKind.Signal, PortDirection.Out, "1", "parts in it") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("level", "1", "parts in it"),
            new("wait", "s", "time that parts have waited, when they go"),
            new("throughput", "1", "parts that have gone"),
        ],
        States = [new("level", "1", "parts in it")],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        foreach (var error in DispatchRules.Check(arguments))
        {
            yield return error;
        }

        if (arguments.Has("capacity") && arguments.Integer("capacity") < arguments.Integer("initial"))
        {
            yield return new ModelError(Model.Behaviours.SourcePlace.None, $"{arguments.Integer("initial")} parts at the start, but only {arguments.Integer("capacity")} places");
        }
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Buffer(simulator, path, arguments);
}
