using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Tests.Distributions;

/// <summary>Laws of data and laws made of others, where they jump or end.</summary>
public sealed class ComposedLawTests
{
    [Fact]
    public void Empirical_Data_InterpolatesTheSortedValues()
    {
        var law = PiecewiseLinear.Empirical([4, 1, 2, 7, 3]);

        Assert.Equal([1, 1.5, 2, 3, 5.5, 7], new[] { 0, 0.125, 0.25, 0.5, 0.875, 1 }.Select(law.Quantile));
        Assert.Equal([0, 0, 0.125, 0.25, 0.875, 1, 1], new[] { 0.5, 1, 1.5, 2, 5.5, 7, 8 }.Select(law.Cdf));
        Assert.Equal(0.25 / 3, law.Density(5));

        // Four uniform laws of a quarter each: on (1,2), (2,3), (3,4), (4,7).
        Assert.Equal((1.5 + 2.5 + 3.5 + 5.5) / 4, law.Mean, 1e-14);
        Assert.Equal(((3 / 12.0) + (9 / 12.0) + Math.Pow(1.75, 2) + Math.Pow(0.75, 2) + Math.Pow(0.25, 2) + Math.Pow(2.25, 2)) / 4, law.Variance, 1e-13);
        Assert.Equal(((0.125 * 0.25) + (0.25 * 2)) / 0.375, law.MeanResidual(3.5), 1e-14);
        Assert.Equal(1.25, law.Residual(3.5, 1.0 / 3 + (2.0 / 3 * 0.25)), 1e-12);
    }

    [Fact]
    public void Empirical_RepeatedValue_CarriesProbability()
    {
        var law = PiecewiseLinear.Empirical([1, 2, 2, 2, 3]);

        Assert.Equal([2, 2, 2, 2.5], new[] { 0.25, 0.5, 0.75, 0.875 }.Select(law.Quantile));
        Assert.Equal((0.75, 0.25), (law.Cdf(2), law.Survival(2)));
        Assert.Equal(double.PositiveInfinity, law.Density(2));
        Assert.Equal(0.5, law.MeanResidual(2), 1e-14);
    }

    [Fact]
    public void PiecewiseLinear_PointsThatFall_AreRefused()
    {
        Assert.Contains("After (2, 0.5) comes (1, 1)", Assert.Throws<ArgumentException>(() => new PiecewiseLinear([0, 2, 1], [0, 0.5, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear([0, 2, 3], [0, 0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear([0, 2], [0, 0.9]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear([0], [0]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear([0, 2], [0, 0.5, 1]));
        Assert.Throws<ArgumentException>(() => PiecewiseLinear.Empirical([1]));
    }

    [Fact]
    public void PiecewiseLinear_FlatPart_IsJumpedOver()
    {
        var law = new PiecewiseLinear([0, 1, 5, 6], [0, 0.5, 0.5, 1]);

        Assert.Equal([0.5, 1, 5.5], new[] { 0.25, 0.5, 0.75 }.Select(law.Quantile));
        Assert.Equal((0, 3), (law.Density(3), law.Mean));
        Assert.Equal(3.5, law.MeanResidual(2), 1e-14);
    }

    [Fact]
    public void Mixture_WithConstant_JumpsThere()
    {
        var law = new Mixture([new Constant(5), new Uniform(0, 10)], [0.5, 0.5]);

        Assert.Equal([2.5, 5, 5, 5, 7.5], new[] { 0.125, 0.25, 0.5, 0.74, 0.875 }.Select(p => Math.Round(law.Quantile(p), 12)));
        Assert.Equal(5, law.Quantile(0.5));
        Assert.Equal(0.75, law.Cdf(5));
        Assert.Equal(5, law.Mean);
        Assert.Equal(2.5, law.MeanResidual(5), 1e-12);
        Assert.Equal(((0.5 * 1) + (0.3 * 3)) / 0.8, law.MeanResidual(4), 1e-12);
        Assert.Equal(1, law.Residual(4, 0.5), 1e-12);
    }

    [Fact]
    public void Truncated_Normal_HasTheMomentsOfTheFormula()
    {
        // Mean mu + sigma (phi(a) - phi(b)) / Z, Z = Phi(b) - Phi(a); variance sigma^2 (1 + (a phi(a) - b phi(b)) / Z - ((phi(a) - phi(b)) / Z)^2), a = -1, b = 0.75.
        var (phiA, phiB) = (Math.Exp(-0.5) / Math.Sqrt(2 * Math.PI), Math.Exp(-0.5 * 0.5625) / Math.Sqrt(2 * Math.PI));
        const double z = 0.7733726476231317 - 0.15865525393145707;
        var law = new Truncated(new Normal(3, 2), 1, 4.5);

        Assert.Equal(3 + (2 * (phiA - phiB) / z), law.Mean, 1e-12);
        Assert.Equal(4 * (1 + ((-phiA - (0.75 * phiB)) / z) - Math.Pow((phiA - phiB) / z, 2)), law.Variance, 1e-9);
    }

    [Fact]
    public void Truncated_NothingLeft_IsRefused()
    {
        Assert.Contains("min 100", Assert.Throws<ArgumentException>(() => new Truncated(new Normal(0, 1), 100, 200)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Truncated(new Normal(0, 1), 2, 2));
        Assert.Throws<ArgumentException>(() => new Truncated(new Poisson(3), 1, 5));
    }

    [Fact]
    public void Truncated_HeavyTail_KeepsTheMeanExact()
    {
        var law = LogNormal.FromMeanAndScv(10, 9);

        Assert.Equal(10 + law.MeanResidual(10), new Truncated(law, 10, double.PositiveInfinity).Mean, 1e-10);
    }
}
