using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>The module <c>source</c>.</summary>
internal sealed class SourceModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "source",
        Summary =
            "Where parts come from. Times between arrivals are drawn in order, what a part is by its number. Without times it is saturated: there is always a next part. " +
            "A profile makes the rate vary over time; times are drawn in operational time, the integral of the rate.",
        Source = "Law, Simulation Modeling and Analysis, 5th ed. 2015, ch. 8.6; Çinlar, Introduction to Stochastic Processes, 1975 (non-stationary arrivals)",
        Parameters =
        [
            new("interarrival", ParameterKind.Distribution, "s", "time from arrival to arrival; absent = saturated") { IsOptional = true, Min = 0 },
            new("rate", ParameterKind.Number, "1", "factor on the rate of arrivals") { Default = Values.Number(1), Min = 0, IsTunable = true },
            new("profile", ParameterKind.Structure, "1", "factor on the rate over time, from midnight or Monday on, {period: 24h, points: [{at: 0h, factor: 0.5}, {at: 6h, factor: 1.2}]}") { IsOptional = true },
            Calendars.CalendarStart.UtcOffset,
            new("batch", ParameterKind.Distribution, "1", "parts of an arrival, rounded") { Default = Values.Number(1), Min = 0 },
            new("start", ParameterKind.Number, "s", "when it opens; the first arrival is one time between arrivals later") { Default = Values.Number(0), Min = 0 },
            new("maxParts", ParameterKind.Integer, "1", "parts in all; absent = no bound") { IsOptional = true, Min = 0 },
            new("whenFull", ParameterKind.Choice, "1", "what happens to a part that nobody takes: it waits and nothing comes after it, or it is lost")
            {
                Default = Values.Text("block"),
                Choices = ["block", "lose"],
            },
            new("product", ParameterKind.Text, "1", "product of the parts") { Default = Values.Text("") },
            new("mix", ParameterKind.Structure, "1", "products by weight instead, {A: 3, B: 1}") { IsOptional = true },
            new("priority", ParameterKind.Number, "1", "of the parts; lower goes first") { Default = Values.Number(0) },
            new("dueAfter", ParameterKind.Distribution, "s", "time from arrival to the due date") { IsOptional = true, Min = 0 },
            new("attributes", ParameterKind.Structure, "1", "numbers that parts carry, {weight: {normal: {mean: 5, sd: 0.1}}}") { IsOptional = true },
        ],
        Ports = [new("out", PortKind.Material, PortDirection.Out, "1", "parts, to the first that takes them") { MaxConnections = int.MaxValue }],
        Observables =
        [
            new("created", "1", "parts that have come, lost ones included"),
            new("lost", "1", "parts that nobody took"),
            new("lostShare", "1", "lost of created"),
        ],
        States = [new("elapsed", "s", "time since the last arrival; the time to the next one is drawn given this") { Needs = "interarrival" }],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        SourceSettings.Read(arguments, errors);
        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Source(simulator, path, arguments);
}
