using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>The laws that documents can write, with the ways to give their parameters. Explained to users in <c>docs/scenarios.md</c>.</summary>
internal static class LawForms
{
    private static readonly LawParameter Mean = Value("mean");
    private static readonly LawParameter Min = Value("min");
    private static readonly LawParameter Max = Value("max");
    private static readonly LawParameter Mode = Value("mode");
    private static readonly LawParameter Scv = Plain("scv");
    private static readonly LawParameter Shape = Plain("shape");
    private static readonly LawParameter Scale = new("scale", LawParameterKind.Distance);
    private static readonly LawParameter Of = new("of", LawParameterKind.Law);
    private static readonly LawParameter Weights = new("weights", LawParameterKind.Weights);

    /// <summary>By name.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<LawForm>> All { get; } = new Dictionary<string, ImmutableArray<LawForm>>
    {
        ["constant"] = [new(v => new Constant(v["value"]), Value("value"))],
        ["uniform"] = [new(v => new Uniform(v["min"], v["max"]), Min, Max)],
        ["triangular"] = [new(v => new Triangular(v["min"], v["mode"], v["max"]), Min, Mode, Max)],
        ["pert"] = [new(v => Beta.Pert(v["min"], v["mode"], v["max"], v.Number("weight", 4)), Min, Mode, Max, Plain("weight") with { IsOptional = true })],
        ["beta"] = [new(v => new Beta(v["alpha"], v["beta"], v["min"], v["max"]), Plain("alpha"), Plain("beta"), Min, Max)],
        ["normal"] = [new(v => new Normal(v["mean"], v["sd"]), Mean, new("sd", LawParameterKind.Distance))],
        ["lognormal"] =
        [
            new(v => LogNormal.FromMeanAndScv(v["mean"], v["scv"]), Mean, Scv),
            new(v => LogNormal.FromMedian(v["median"], v["sigma"]), Value("median"), Plain("sigma")),
        ],
        ["exponential"] = [new(v => new Exponential(v["mean"]), Mean)],
        ["erlang"] = [new(v => Gamma.Erlang((int)v["stages"], v["mean"]), Mean, new("stages", LawParameterKind.Whole))],
        ["gamma"] =
        [
            new(v => Gamma.FromMeanAndScv(v["mean"], v["scv"]), Mean, Scv),
            new(v => new Gamma(v["shape"], v["scale"]), Shape, Scale),
        ],
        ["weibull"] = [new(v => new Weibull(v["shape"], v["scale"], v.Number("shift", 0)), Shape, Scale, Value("shift") with { IsOptional = true })],
        ["hyperexponential"] = [new(v => new HyperExponential(v["mean"], v["scv"]), Mean, Scv)],
        ["service"] = [new(v => ServiceLaw.FromMeanAndScv(v["mean"], v["scv"]), Mean, Scv)],
        ["poisson"] = [new(v => new Poisson(v["mean"]), Plain("mean"))],
        ["geometric"] = [new(v => new Geometric(v["probability"]), Plain("probability"))],
        ["discrete"] =
        [
            new(v => new Discrete(v.Numbers("values")!.Value, v.Numbers("weights") ?? Equal(v.Numbers("values")!.Value.Length)),
                new("values", LawParameterKind.Values), Weights with { IsOptional = true }),
        ],
        ["empirical"] = [new(v => PiecewiseLinear.Empirical(v.Numbers("")!.Value), new LawParameter("", LawParameterKind.Values))],
        ["piecewise"] =
        [
            new(v => new PiecewiseLinear(v.Numbers("values")!.Value, v.Numbers("cdf")!.Value), new("values", LawParameterKind.Values), new("cdf", LawParameterKind.Weights)),
        ],
        ["shifted"] = [new(v => new Shifted(v.Law("of"), v["by"]), Of, new("by", LawParameterKind.Distance))],
        ["truncated"] =
        [
            new(v => new Truncated(v.Law("of"), v.Number("min", double.NegativeInfinity), v.Number("max", double.PositiveInfinity)),
                Of, Min with { IsOptional = true }, Max with { IsOptional = true }),
        ],
        ["mixture"] = [new(v => new Mixture(v.Laws("laws"), v.Numbers("weights")!.Value), new("laws", LawParameterKind.Laws), Weights)],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Laws whose values are numbers of things: not for quantities with a unit.</summary>
    public static bool CountsThings(string law) => law is "poisson" or "geometric";

    private static LawParameter Value(string name) => new(name, LawParameterKind.Value);

    private static LawParameter Plain(string name) => new(name, LawParameterKind.Plain);

    private static ImmutableArray<double> Equal(int count) => [.. Enumerable.Repeat(1.0, count)];
}
