using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Tests.Distributions;

/// <summary>Published and closed-form values.</summary>
public sealed class KnownAnswerTests
{
    [Theory]
    [InlineData(2, 500, 545.6414, 0.1041659, 324.5928)]
    [InlineData(2.5, 800, 352.5749, 0.1779878, 406.5099)]
    public void Weibull_AgedLife_GivesRow61(double shape, double age, double meanResidual, double failsWithin100, double b10)
    {
        var life = new Weibull(shape, 1000);

        Assert.Equal(meanResidual, life.MeanResidual(age), 5e-5);
        Assert.Equal(failsWithin100, life.FailureProbability(age, 100), 5e-8);
        Assert.Equal(b10, life.Quantile(0.1), 5e-5);
    }

    [Fact]
    public void Constant_AnyUniform_StaysItself()
    {
        var law = new Constant(90);

        Assert.Equal(90, law.Quantile(0.01));
        Assert.Equal((0, 1), (law.Cdf(89.9), law.Cdf(90)));
        Assert.Equal((60, 0, 0), (law.Residual(30, 0.7), law.Residual(90, 0.7), law.Residual(100, 0.7)));
        Assert.Equal((60, 0, 0), (law.MeanResidual(30), law.MeanResidual(90), law.MeanResidual(100)));
    }

    [Fact]
    public void Uniform_BeyondTheUpperEnd_LeavesNothing()
    {
        var law = new Uniform(2, 4);

        Assert.Equal((0.5, 0, 0), (law.Residual(3, 0.5), law.Residual(4, 0.5), law.MeanResidual(7)));
        Assert.Equal(1, law.FailureProbability(5, 1));
    }

    [Theory]
    [InlineData(0, "constant(5)")]
    [InlineData(0.25, "gamma(shape 4, scale 1.25)")]
    [InlineData(1, "exponential(mean 5)")]
    [InlineData(2, "hyperexponential(mean 5, scv 2)")]
    public void ServiceLaw_Scv_ChoosesTheLawWithThoseMoments(double scv, string expected)
    {
        var law = ServiceLaw.FromMeanAndScv(5, scv);

        Assert.Equal(expected, law.ToString());
        Assert.Equal((5, scv), (law.Mean, law.Scv));
    }

    [Fact]
    public void HyperExponential_Branches_BringHalfOfTheMeanEach()
    {
        // p = (1 + sqrt((scv - 1) / (scv + 1))) / 2 and rates 2p / mean, 2(1 - p) / mean: Tijms 2003, appendix B.
        var p = 0.5 * (1 + Math.Sqrt(3.0 / 5));
        var law = new HyperExponential(10, 4);

        Assert.Equal((p * Math.Exp(-2 * p * 0.7)) + ((1 - p) * Math.Exp(-2 * (1 - p) * 0.7)), law.Survival(7), 1e-14);
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefusedByNameAndValue()
    {
        Assert.StartsWith("mean is -1; a finite number above 0 is needed.", Assert.Throws<ArgumentOutOfRangeException>(() => new Exponential(-1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Uniform(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Weibull(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gamma(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperExponential(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogNormal(0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceLaw.FromMeanAndScv(1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Exponential(1).Residual(double.NaN, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Exponential(1).Residual(1, -0.5));
    }
}
