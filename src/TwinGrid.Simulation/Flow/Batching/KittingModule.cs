using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>The module <c>assembly</c>.</summary>
internal sealed class KittingModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "assembly",
        Summary =
            "Joins parts of several kinds into one in no time: so many of in1, so many of in2, ...; put a machine behind it for the time that it takes. With one part each of two Poisson " +
            "streams of equal rate r, those that find K waiting lost, it makes r (1 - 1 / (2 K + 1)). An assembly is good when all in it is, and due when the first of it is.",
        Source = "Harrison, Assembly-like Queues, Journal of Applied Probability 10, 1973",
        Parameters =
        [
            new("counts", ParameterKind.NumberList, "1", "parts of each inlet that an assembly takes, in1 first") { Min = 1, Max = 1_000_000 },
            new("ahead", ParameterKind.Integer, "1", "parts of so many assemblies may wait here") { Default = Values.Number(1), Min = 1, Max = 1_000 },
            new("onBase", ParameterKind.Flag, "1", "the part of in1 stays what it is, with its order and routing, and takes the others in") { Default = Values.Flag(false) },
            new("product", ParameterKind.Text, "1", "product of the assembly; \"\" = that of the base") { Default = Values.Text("") },
        ],
        Ports =
        [
            .. Enumerable.Range(1, Kitting.MaxInlets).Select(i => new PortDescriptor(
                string.Create(CultureInfo.InvariantCulture, $"in{i}"), PortKind.Material, PortDirection.In, "1", "parts of a kind") { IsOptional = true, MaxConnections = int.MaxValue }),
            new("out", PortKind.Material, PortDirection.Out, "1", "assemblies, to the first that takes them") { MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("level", "1", "parts that wait"),
            new("wait", "s", "time that parts have waited for the others"),
            new("throughput", "1", "assemblies"),
        ],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var counts = arguments.Numbers("counts");
        if (counts.Length is < 1 or > Kitting.MaxInlets || counts.Any(c => c != Math.Floor(c)))
        {
            yield return new ModelError(SourcePlace.None, string.Create(CultureInfo.InvariantCulture, $"counts: 1 to {Kitting.MaxInlets} whole numbers are expected, one for each inlet"));
        }
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Kitting(simulator, path, arguments);
}
