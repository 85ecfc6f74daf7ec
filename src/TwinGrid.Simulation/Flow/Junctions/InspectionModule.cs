using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>The module <c>inspection</c>.</summary>
internal sealed class InspectionModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "inspection",
        Summary =
            "Looks at parts, or a share of them, in no time; put a machine before it for the time that it takes. Rejected parts go by 'reject', for rework and back, up to maxReworks times; " +
            "then, or when nothing is connected there, they are scrapped. Of parts with defect probability p, miss probability m and false rejects f pass (1 - p)(1 - f) + p m.",
        Source = "Montgomery, Introduction to Statistical Quality Control, 7th ed. 2013, ch. 15 (rectifying inspection); Raz, Economic Models for Inspection Effort Allocation, 1986",
        Parameters =
        [
            new("sampleShare", ParameterKind.Number, "1", "share of parts that are looked at; the others pass") { Default = Values.Number(1), Min = 0, Max = 1, IsTunable = true },
            new("missProbability", ParameterKind.Number, "1", "probability that a part with a defect passes") { Default = Values.Number(0), Min = 0, Max = 1, IsTunable = true },
            new("falseRejectProbability", ParameterKind.Number, "1", "probability that a part without a defect is rejected") { Default = Values.Number(0), Min = 0, Max = 1, IsTunable = true },
            new("maxReworks", ParameterKind.Integer, "1", "how often a part is sent back; absent = again and again") { IsOptional = true, Min = 0 },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "parts that pass, to the first that takes them") { MaxConnections = int.MaxValue },
            new("reject", PortKind.Material, PortDirection.Out, "1", "parts to be reworked; not connected = they leave the plant here") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("inspected", "1", "parts looked at"),
            new("throughput", "1", "parts that passed"),
            new("escaped", "1", "of these, parts with a defect"),
            new("rejected", "1", "parts rejected"),
            new("scrap", "1", "of these, parts that left the plant here"),
        ],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Inspection(simulator, path, arguments);
}
