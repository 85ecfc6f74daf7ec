using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>The module <c>machine</c>.</summary>
internal sealed class MachineModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "machine",
        Summary =
            "A machine or station with equal parallel servers: takes a part, sets up for its product, works on it for a time drawn for this part, and blocks after service until the part goes on. " +
            "Fails after a drawn time of operation (or of the calendar) and is repaired, by a crew and with spare parts if so said. The shares of time of its phases add up to 1.",
        Source = "Law, Simulation Modeling and Analysis, 5th ed. 2015, ch. 14; Gershwin, Manufacturing Systems Engineering, 1994 (operation-dependent failures, blocking after service)",
        Parameters = [.. Work, .. Wear, .. Resources],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts to be worked on") { IsOptional = true, MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "parts that are done, to the first that takes them") { IsOptional = true, MaxConnections = int.MaxValue },
            new("speed", PortKind.Signal, PortDirection.In, "1", "factor on the speed; read at the start of a part and when it jumps") { IsOptional = true },
            new("enable", PortKind.Signal, PortDirection.In, "1", "stands still while it is 0 or less") { IsOptional = true },
            new("running", PortKind.Signal, PortDirection.Out, "1", "1 while a server works on a part, else 0") { IsOptional = true, MaxConnections = int.MaxValue },
            new("phase", PortKind.Signal, PortDirection.Out, "1", "number of the first server's phase: 0 starved, 1 waiting, 2 setup, 3 processing, 4 blocked, 5 down, 6 maintenance, 7 off shift, 8 idle")
            {
                IsOptional = true,
                MaxConnections = int.MaxValue,
            },
            new("electricPower", PortKind.Signal, PortDirection.Out, "W", "electric power of all servers") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            .. MachinePhases.Names.Select(n => new ObservableDescriptor(n, "1", $"share of time in phase {n}, mean over servers")),
            new("availability", "1", "share of time neither down nor in maintenance"),
            new("working", "1", "servers at work"),
            new("failed", "1", "servers that are down"),
            new("power", "W", "electric power; its total is the energy"),
            new("throughput", "1", "parts done"),
            new("good", "1", "parts done without a defect so far"),
            new("defects", "1", "parts done with a defect"),
            new("scrap", "1", "parts that left the plant here"),
            new("failures", "1", "failures"),
            new("downTime", "s", "time from failure to the end of the repair, with waiting for crew and spare parts"),
        ],
        States =
        [
            new("phase", "1", "what it is doing") { Phases = MachinePhases.Names },
            new("elapsed", "s", "time in the phase; of processing and down what is left is drawn given this"),
            new("age", "s", "age since the last renewal, of the time that counts for failures"),
            new("busy", "1", "servers that the phase holds for, the first ones; default all"),
            new("part", "1", "1 = a part is in it though it stands still"),
        ],
    };

    private static ImmutableArray<ParameterDescriptor> Work =>
    [
        new("service", ParameterKind.Distribution, "s", "time to work on a part at nominal speed") { IsOptional = true, Min = 0 },
        new("serviceByProduct", ParameterKind.Structure, "1", "times of products that differ, {product: time}") { IsOptional = true },
        new("servers", ParameterKind.Integer, "1", "parallel servers") { Default = Values.Number(1), Min = 1, Max = 100_000, IsTunable = true },
        new("speed", ParameterKind.Number, "1", "factor on the speed") { Default = Values.Number(1), Min = 0, IsTunable = true },
        new("setup", ParameterKind.Distribution, "s", "time to change over to another product") { IsOptional = true, Min = 0 },
        new("setupMatrix", ParameterKind.Structure, "1", "changeovers that differ, {from: {to: time}}; from 'first' = before the first product") { IsOptional = true },
        new("defectProbability", ParameterKind.Number, "1", "probability that a part comes out with a defect") { Default = Values.Number(0), Min = 0, Max = 1, IsTunable = true },
        new("scrap", ParameterKind.Flag, "1", "parts with a defect leave the plant here") { Default = Values.Flag(false) },
        new("restores", ParameterKind.Flag, "1", "rework: a part that had a defect comes out good, but for this operation's own defects") { Default = Values.Flag(false) },
        new("preemption", ParameterKind.Choice, "1", "what an arriving part of lower priority number does to the work on another: nothing, interrupt it to be resumed, or to be done again")
        {
            Default = Values.Text("none"),
            Choices = ["none", "resume", "repeat"],
        },
        new("merge", ParameterKind.Choice, "1", "who is served first of those that wait to deliver: who came first, or in the order of the connections")
        {
            Default = Values.Text("fifo"),
            Choices = ["fifo", "priority"],
        },
        new("product", ParameterKind.Text, "1", "product of a part that is in work at a live start") { Default = Values.Text("") },
        new("power", ParameterKind.Structure, "1", "electric power by phase, {processing: 5 'kW', blocked: 1 'kW'}; 0 where not given") { IsOptional = true },
    ];

    private static ImmutableArray<ParameterDescriptor> Wear =>
    [
        new("timeToFailure", ParameterKind.Distribution, "s", "life from a renewal to the next failure; absent = never fails") { IsOptional = true, Min = 0 },
        new("timeToRepair", ParameterKind.Distribution, "s", "time of a repair without waiting") { Default = Values.Number(0), Min = 0 },
        new("failureClock", ParameterKind.Choice, "1", "what ages it: work on parts, or all time")
        {
            Default = Values.Text("operation"),
            Choices = ["operation", "calendar"],
        },
        new("afterFailure", ParameterKind.Choice, "1", "what becomes of the part in work: resumed, done again, or scrapped")
        {
            Default = Values.Text("resume"),
            Choices = ["resume", "repeat", "scrap"],
        },
        new("minimalRepair", ParameterKind.Flag, "1", "a repair leaves it as old as it was, instead of as good as new") { Default = Values.Flag(false) },
        new("crew", ParameterKind.Reference, "1", "crew that repairs") { Task = "repair", IsOptional = true },
        new("repairmen", ParameterKind.Integer, "1", "how many of the crew a repair takes") { Default = Values.Number(1), Min = 1 },
        new("repairPriority", ParameterKind.Number, "1", "lower is repaired first") { Default = Values.Number(0) },
        new("spares", ParameterKind.Reference, "1", "stock of the spare parts of a repair") { IsOptional = true },
        new("spareCount", ParameterKind.Integer, "1", "spare parts of a repair") { Default = Values.Number(1), Min = 1 },
    ];

    private static ImmutableArray<ParameterDescriptor> Resources =>
    [
        new("operators", ParameterKind.Reference, "1", "crew of which somebody must be there while it works") { Task = "operate", IsOptional = true },
        new("operatorCount", ParameterKind.Integer, "1", "how many") { Default = Values.Number(1), Min = 1 },
        new("setters", ParameterKind.Reference, "1", "crew that sets up") { Task = "setup", IsOptional = true },
        new("calendar", ParameterKind.Reference, "1", "calendar of its shifts") { IsOptional = true },
        new("shiftEnd", ParameterKind.Choice, "1", "at the end of a shift: pause the part in work, or finish it first")
        {
            Default = Values.Text("pause"),
            Choices = ["pause", "finish"],
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        MachineSettings.Read(arguments, errors);
        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Machine(simulator, path, arguments);
}
