using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Disturbances;

/// <summary>The module <c>disturbance</c>.</summary>
internal sealed class DisturbanceModule : ComponentModule
{
    private const double ShortestInterval = 1e-6;

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "disturbance",
        Summary =
            "Random signal for what nobody controls: raw material, weather, demand. It keeps each value for an interval. Values have the distribution of the law; with a correlation time T, values a time t " +
            "apart are the law's quantiles of normal numbers with correlation exp(-t/T). A plain number: a module of equations gives it a unit.",
        Source = "Box et al., Time Series Analysis, 5th ed. 2016, ch. 3 (first-order autoregression); Cario and Nelson, Autoregressive to Anything, Operations Research Letters 19, 1996",
        Parameters =
        [
            new("law", ParameterKind.Distribution, "1", "distribution of the values"),
            new("interval", ParameterKind.Number, "s", "how long each value lasts") { Default = Values.Number(60), Min = ShortestInterval },
            new("correlationTime", ParameterKind.Number, "s", "over which values resemble each other; 0 = each is independent") { Default = Values.Number(0), Min = 0 },
            new("scale", ParameterKind.Number, "1", "factor on the distance from the law's mean") { Default = Values.Number(1), Min = 0, IsTunable = true },
        ],
        Ports = [new("value", PortKind.Signal, PortDirection.Out, "1", "present value") { IsOptional = true, MaxConnections = int.MaxValue }],
        Observables = [new("value", "1", "present value")],
        States = [new("value", "1", "present value") { IsContinuous = true }],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Disturbance(simulator, path, arguments);
}
