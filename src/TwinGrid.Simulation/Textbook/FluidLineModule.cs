using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Textbook;

/// <summary>The module <c>fluid-line</c>.</summary>
internal sealed class FluidLineModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "fluid-line",
        Summary =
            "Two equal machines through which material flows, a tank between them, failures that depend on operation. With speed 1 /s, failure rate p, repair rate r and a tank of N the " +
            "throughput is r [N (p + r) + 2] / (N (p + r)^2 + 2 (r + 2 p)).",
        Source = "Gershwin, Manufacturing Systems Engineering, 1994, ch. 3; limits: Buzacott, Automatic Transfer Lines with Buffer Stocks, 1967",
        Parameters =
        [
            new("failureRate", ParameterKind.Number, "/s", "rate of failures of a machine that works") { Min = 1e-12 },
            new("repairRate", ParameterKind.Number, "/s", "rate of repairs of a machine that is down") { Min = 1e-12 },
            new("buffer", ParameterKind.Number, "1", "what the tank holds") { Min = 0, Max = 1e9 },
            new("speed", ParameterKind.Number, "/s", "what a machine passes while it works") { Default = new Model.Behaviours.NumberValue(1), Min = 1e-9 },
        ],
        Observables =
        [
            new("throughput", "/s", "what leaves the second machine"),
            new("up", "1", "machines that are not down"),
        ],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new FluidLine(simulator, path, arguments);
}
