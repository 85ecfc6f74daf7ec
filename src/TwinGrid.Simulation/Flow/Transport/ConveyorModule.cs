using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Transport;

/// <summary>The module <c>conveyor</c>.</summary>
internal sealed class ConveyorModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "conveyor",
        Summary =
            "A belt that carries parts from its beginning to its end in length / speed. A part takes one pitch of it, so that parts enter no faster than speed / pitch, and no more than " +
            "length / pitch are on it. When the part at the end can't leave, an accumulating conveyor lets the others run up behind it; any other one stands still.",
        Source = "Schmidt and Jackman, Modeling Recirculating Conveyors with Blocking, European Journal of Operational Research 124, 2000; Groover, Automation, 4th ed. 2015, ch. 10",
        Parameters =
        [
            new("length", ParameterKind.Number, "m", "from the beginning to the end") { Min = 1e-6, Max = 1e6 },
            new("speed", ParameterKind.Number, "m/s", "of the belt") { Min = 0, Max = 1e4, IsTunable = true },
            new("pitch", ParameterKind.Number, "m", "length that a part takes, with its distance to the next one") { Min = 1e-6, Max = 1e6 },
            new("accumulating", ParameterKind.Flag, "1", "parts run up behind a part that can't leave") { Default = Values.Flag(true) },
            new("power", ParameterKind.Number, "W", "electric power while it moves") { Default = Values.Number(0), Min = 0 },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "parts at the end, to the first that takes them") { MaxConnections = int.MaxValue },
            new("speed", PortKind.Signal, PortDirection.In, "1", "factor on the speed; read when it jumps") { IsOptional = true },
            new("enable", PortKind.Signal, PortDirection.In, "1", "stands still while it is 0 or less") { IsOptional = true },
            new("level", PortKind.Signal, PortDirection.Out, "1", "parts on it") { IsOptional = true, MaxConnections = int.MaxValue },
            new("running", PortKind.Signal, PortDirection.Out, "1", "1 while it moves, else 0") { IsOptional = true, MaxConnections = int.MaxValue },
            new("electricPower", PortKind.Signal, PortDirection.Out, "W", "electric power") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("level", "1", "parts on it"),
            new("moving", "1", "share of time that it moves"),
            new("blocked", "1", "share of time that a part at the end can't leave"),
            new("power", "W", "electric power; its total is the energy"),
            new("travelTime", "s", "time that parts have been on it"),
            new("throughput", "1", "parts that have left it"),
        ],
        States = [new("level", "1", "parts on it; they are taken to be evenly spaced")],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        if (arguments.Number("pitch") > arguments.Number("length"))
        {
            yield return new ModelError(SourcePlace.None, FormattableString.Invariant($"a pitch of {arguments.Number("pitch")} m on a length of {arguments.Number("length")} m: no part has room"));
        }
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Conveyor(simulator, path, arguments);
}
