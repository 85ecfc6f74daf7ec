using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Intervals;

public sealed class DifferenceIntervalTests
{
    [Fact]
    public void Paired_EqualShifts_HaveNoWidth()
    {
        var difference = DifferenceInterval.Paired([3, 5, 9], [1, 3, 7]);

        Assert.Equal((2.0, 0.0), (difference.Mean, difference.HalfWidth));
        Assert.Equal(1.0, difference.Correlation!.Value, 1e-12);
        Assert.Equal(0.0, difference.VarianceRatio!.Value, 1e-12);
    }

    // An identity of sample moments: with equal sample variances and sample correlation .9 the ratio is exactly .1.
    [Fact]
    [Validation("DifferenceInterval.Paired on a sample with just this correlation")]
    public void Paired_CorrelationOfNinety_LeavesATenthOfTheVariance()
    {
        double[] x = [-1, 1, -1, 1];
        double[] z = [-1, -1, 1, 1];
        double[] y = [.. x.Zip(z, (a, b) => 0.9 * a + Math.Sqrt(1 - 0.81) * b)];

        var difference = DifferenceInterval.Paired(y, x);

        KnownAnswer.Check("71", "correlation", 0.9, difference.Correlation!.Value, 1e-12);
        KnownAnswer.Check("71", "variance of the difference, against independent arms", 0.1, difference.VarianceRatio!.Value, 1e-12);
    }

    [Fact]
    public void Paired_NegativeCorrelation_Warns()
    {
        var difference = DifferenceInterval.Paired([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2.5, 1]);

        Assert.Contains("negatively correlated", Assert.Single(difference.Notes), StringComparison.Ordinal);
        Assert.InRange(difference.VarianceRatio!.Value, 1.9, 2.0);
    }

    [Fact]
    public void Paired_ArmsOfDifferentLength_Throws() => Assert.Throws<ArgumentException>(() => DifferenceInterval.Paired([1, 2], [1]));

    // Worked by hand: means 2 and 4, variances 1 and 4 over n 3 and 5: se² = 1/3 + 4/5, ν = se⁴ / ((1/3)²/2 + (4/5)²/4).
    [Fact]
    public void Welch_SmallSamples_HasSatterthwaitesDegreesOfFreedom()
    {
        double[] wide = [4 - 2 * Math.Sqrt(2), 4, 4, 4, 4 + 2 * Math.Sqrt(2)];

        var difference = DifferenceInterval.Welch([1, 2, 3], wide);

        Assert.Equal(-2, difference.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(17.0 / 15), difference.StandardError, 1e-12);
        Assert.Equal(17.0 / 15 * (17.0 / 15) / (1.0 / 18 + 0.16), difference.DegreesOfFreedom, 1e-9);
    }

    [Fact]
    [Validation("10 pairs with common random numbers, differences of standard deviation 0.3")]
    public void Paired_ThousandExperimentsWithCommonNumbers_CoversNominally()
    {
        var draws = new Draws(70);

        Coverage.IsNominal(
            "69",
            "paired intervals of a difference that hold it",
            _ =>
            {
                var common = draws.Normals(10);
                double[] arm = [.. common.Select(c => 3 + c + 0.3 * draws.Normal())];
                var difference = DifferenceInterval.Paired(arm, common);
                return (difference.Lower, difference.Upper);
            },
            3);
    }

    [Fact]
    [Validation("8 values of standard deviation 3, 20 of standard deviation 1")]
    public void Welch_ThousandExperimentsWithUnequalArms_CoversNominally()
    {
        var draws = new Draws(71);

        Coverage.IsNominal(
            "69",
            "Welch's intervals of a difference that hold it",
            _ =>
            {
                double[] arm = [.. draws.Normals(8).Select(x => 3 * x)];
                var difference = DifferenceInterval.Welch(arm, draws.Normals(20));
                return (difference.Lower, difference.Upper);
            },
            0);
    }

    [Fact]
    public void At_AnotherLevel_IsTheIntervalOfThatLevel()
    {
        double[] arm = [1, 4, 2, 6, 3];
        double[] baseline = [0, 1, 1, 2, 3];

        var moved = DifferenceInterval.Paired(arm, baseline, 0.95).At(0.9);

        Assert.Equal(DifferenceInterval.Paired(arm, baseline, 0.9).Lower, moved.Lower);
        Assert.Equal(0.9, moved.Level);
    }
}
