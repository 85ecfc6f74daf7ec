using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Disturbances;

public sealed class DisturbanceTests
{
    private const int Values = 20_000;

    // Independent values: their mean has a standard error of sd / sqrt(n), and so has a lag's correlation of 1 / sqrt(n).
    [Fact]
    public void Values_Independent_HaveTheLawAndNoMemory()
    {
        var values = Draw("law: {gamma: {mean: 5, scv: 0.5}}, interval: 10");

        Assert.InRange(values.Average(), 5 - (4 * Math.Sqrt(12.5 / Values)), 5 + (4 * Math.Sqrt(12.5 / Values)));
        Assert.InRange(Correlation(values), -4 / Math.Sqrt(Values), 4 / Math.Sqrt(Values));
    }

    // Correlated Gaussian values: effective number n (1 - r) / (1 + r); the correlation's standard error is sqrt((1 - r^2) / n) (Bartlett).
    [Fact]
    public void Values_CorrelatedGaussian_AreOfFirstOrder()
    {
        var r = Math.Exp(-0.5);
        var values = Draw("law: {normal: {mean: 10, sd: 3}}, interval: 10, correlationTime: 20");

        var error = 3 / Math.Sqrt(Values * (1 - r) / (1 + r));
        Assert.InRange(values.Average(), 10 - (4 * error), 10 + (4 * error));
        Assert.InRange(Correlation(values), r - (4 * Math.Sqrt((1 - (r * r)) / Values)), r + (4 * Math.Sqrt((1 - (r * r)) / Values)));
    }

    // The law holds whatever the correlation: a share of values below the law's median is a half.
    [Fact]
    public void Values_CorrelatedAndSkew_StillHaveTheLaw()
    {
        var r = Math.Exp(-1);
        var values = Draw("law: {exponential: {mean: 2}}, interval: 10, correlationTime: 10");

        var error = 0.5 / Math.Sqrt(Values * (1 - r) / (1 + r));
        Assert.InRange(values.Count(v => v < 2 * Math.Log(2)) / (double)Values, 0.5 - (4 * error), 0.5 + (4 * error));
        Assert.All(values, v => Assert.True(v > 0));
    }

    [Fact]
    public void Set_Scale_StretchesTheDistanceFromTheMean()
    {
        var run = Lab("law: {uniform: {min: 4, max: 8}}, interval: 100").Run(50);
        var before = run["weather.value", Estimator.Final];

        run.Instance.Find("weather")!.Set("scale", 0.5);

        Assert.Equal(6 + (0.5 * (before - 6)), run["weather.value", Estimator.Final], 1e-12);
        run.Instance.Find("weather")!.Set("scale", 0);
        Assert.Equal(6, run.Continue(1_000)["weather.value", Estimator.Final], 1e-12);
    }

    [Fact]
    public void InitializeFrom_KnownValue_GoesOnFromIt()
    {
        var start = new ComponentState(null, 0, ImmutableSortedDictionary<string, double>.Empty.Add("value", 16));
        var run = Lab("law: {normal: {mean: 10, sd: 2}}, interval: 1, correlationTime: 1e6").Run(0.5, states: [("weather", start)]);

        Assert.Equal(16, run["weather.value", Estimator.Final]);
        // After ten steps that hardly forget, the value has moved by a hundredth of a standard deviation or so.
        Assert.InRange(run.Continue(10)["weather.value", Estimator.Final], 15.9, 16.1);
    }

    private static FlowLab Lab(string parameters) => FlowLab.Of($"modules:\n  - {{id: weather, module: disturbance, parameters: {{{parameters}}}}}");

    private static double[] Draw(string parameters)
    {
        var run = Lab(parameters).Run(5);
        var values = new double[Values];
        for (var i = 0; i < Values; i++)
        {
            run.Continue((i * 10) + 5);
            values[i] = run["weather.value", Estimator.Final];
        }

        return values;
    }

    private static double Correlation(double[] values)
    {
        var mean = values.Average();
        return values.Zip(values.Skip(1)).Sum(p => (p.First - mean) * (p.Second - mean)) / values.Sum(v => (v - mean) * (v - mean));
    }
}
