using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Stopping;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Stopping;

public sealed class SequentialIntervalTests
{
    [Theory]
    [InlineData(20, 10, 100, 0, 20)]
    [InlineData(20, 10, 100, 20, 30)]
    [InlineData(20, 10, 100, 95, 100)]
    [InlineData(20, 10, 100, 100, 100)]
    [InlineData(3, 5, 100, 0, 10)]
    [InlineData(3, 5, 8, 0, 8)]
    public void After_N_IsTheNextLook(int first, int increment, int maximum, int n, int expected)
    {
        var looks = new LookSchedule(first, increment, maximum);

        Assert.Equal(expected, looks.After(n));
        Assert.True(looks.Includes(expected));
    }

    // Targets for which about 15, 40 and 150 replications are needed: at the first look, where optional stopping hurts most, and far beyond.
    [Theory]
    [Validation("normal values, looks at 10, 15, 20, ...")]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(150)]
    public void Of_ThousandSequentialExperiments_CoversNominally(int needed)
    {
        var draws = new Draws(1000 + needed);
        var (target, looks) = (HalfWidthTarget.Absolute(1.96 / Math.Sqrt(needed)), new LookSchedule(10, 5, 100_000));

        Coverage.IsNominal("69", $"sequential intervals that hold the mean, about {needed} replications needed", _ => Interval(target, looks, () => 7 + draws.Normal()), 7);
    }

    [Fact]
    [Validation("common random numbers, looks at 20, 30, ..., relative half-width 0.1")]
    public void Of_ThousandPairedDifferencesWithRelativeTarget_CoversNominally()
    {
        var draws = new Draws(77);
        var (target, looks) = (HalfWidthTarget.Relative(0.1), new LookSchedule(20, 10, 100_000));

        Coverage.IsNominal(
            "69",
            "sequential paired intervals that hold the difference",
            _ => Interval(target, looks, () =>
            {
                var common = draws.Normal();
                return 2 + common + 0.6 * draws.Normal() - common - 0.4 * draws.Normal();
            }),
            2);
    }

    [Fact]
    public void Of_SkewedValues_WarnsOfLostCoverage()
    {
        var draws = new Draws(78);
        var moments = RunningMoments.Of([.. Enumerable.Range(0, 60).Select(_ => Math.Exp(draws.Normal()))]);

        Assert.Contains("skewed", Assert.Single(SequentialInterval.Of(moments, 0.95).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Target_NotPositive_Throws(double target)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HalfWidthTarget.Absolute(target));
        Assert.Throws<ArgumentOutOfRangeException>(() => HalfWidthTarget.Relative(target));
    }

    /// <summary>The interval where the half-width is reached: what a run does with its replications.</summary>
    private static (double Lower, double Upper) Interval(HalfWidthTarget target, LookSchedule looks, Func<double> draw)
    {
        var prefix = new RunningMoments();
        while (!looks.Includes(prefix.Count) || SequentialInterval.Of(prefix, 0.95).HalfWidth > target.For(prefix.Mean))
        {
            prefix.Add(draw());
        }

        var estimate = SequentialInterval.Of(prefix, 0.95);
        return (estimate.Lower, estimate.Upper);
    }
}
