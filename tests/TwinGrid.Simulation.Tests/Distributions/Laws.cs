using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Tests.Distributions;

/// <summary>The laws that the tests of what every law must do go through, by name.</summary>
internal static class Laws
{
    public static readonly SortedDictionary<string, Distribution> Continuous = new(StringComparer.Ordinal)
    {
        ["uniform"] = new Uniform(-2, 5),
        ["exponential"] = new Exponential(90),
        ["weibull wear"] = new Weibull(2.5, 1000),
        ["weibull early"] = new Weibull(0.7, 40),
        ["weibull shift"] = new Weibull(1.5, 10, 3),
        ["weibull strong"] = new Weibull(20, 7),
        ["lognormal"] = LogNormal.FromMeanAndScv(90, 2),
        ["lognormal narrow"] = new LogNormal(3, 0.05),
        ["gamma small"] = new Gamma(0.3, 4),
        ["gamma"] = new Gamma(2.7, 4),
        ["erlang"] = Gamma.Erlang(3, 12),
        ["gamma large"] = new Gamma(400, 0.1),
        ["normal"] = new Normal(50, 8),
        ["normal above zero"] = new Truncated(new Normal(3, 2), 0, double.PositiveInfinity),
        ["normal far above"] = new Truncated(new Normal(0, 1), 5, double.PositiveInfinity),
        ["normal window"] = new Truncated(new Normal(3, 2), 1, 4.5),
        ["lognormal capped"] = new Truncated(LogNormal.FromMeanAndScv(90, 2), double.NegativeInfinity, 300),
        ["triangular"] = new Triangular(1, 2, 7),
        ["triangular left"] = new Triangular(1, 1, 7),
        ["triangular right"] = new Triangular(1, 7, 7),
        ["pert"] = Beta.Pert(1, 2, 7),
        ["beta u"] = new Beta(0.5, 0.7, -1, 3),
        ["beta narrow"] = new Beta(800, 300),
        ["shifted"] = new Shifted(new Gamma(2, 3), 5),
        ["mixture"] = new Mixture([new Exponential(2), new LogNormal(2, 0.5), new Weibull(3, 20)], [5, 3, 2]),
        ["hyperexponential"] = new HyperExponential(10, 4),
        ["hyperexponential wild"] = new HyperExponential(10, 50),
    };

    public static TheoryData<string> ContinuousNames => [.. Continuous.Keys];
}
