using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Stopping;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Stopping;

public sealed class HalfWidthRuleTests
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

    [Fact]
    public void Apply_ValuesBeyondTheStop_ChangesNothing()
    {
        var rule = new HalfWidthRule(HalfWidthTarget.Absolute(0.4), new LookSchedule(20, 10, 1000));
        var values = new Draws(4).Normals(500);

        var result = rule.Apply(values)!;
        var n = result.Estimate.N;

        Assert.True(result.TargetReached);
        Assert.InRange(result.Estimate.HalfWidth, 0.3, 0.4);
        Assert.Equal(0, (n - 20) % 10);
        Assert.Equal(result.Estimate.Mean, rule.Apply(values.AsSpan(0, n))!.Estimate.Mean);
        Assert.Null(rule.Apply(values.AsSpan(0, n - 1)));
        Assert.Contains("sequential", result.Estimate.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_TargetOutOfReach_StopsAtTheMaximumAndSaysSo()
    {
        var rule = new HalfWidthRule(HalfWidthTarget.Relative(0.01), new LookSchedule(20, 10, 55));

        var result = rule.Apply(new Draws(5).Normals(100))!;

        Assert.False(result.TargetReached);
        Assert.Equal(55, result.Estimate.N);
    }

    [Fact]
    public void Projected_OfAPrefix_IsNearWhereItStops()
    {
        var rule = new HalfWidthRule(HalfWidthTarget.Absolute(0.1), new LookSchedule(20, 10, 1000));
        var values = new Draws(6).Normals(1000);

        var projected = rule.Projected(RunningMoments.Of(values.AsSpan(0, 100)));

        Assert.InRange(rule.Apply(values)!.Estimate.N, projected * 0.7, projected * 1.3);
        Assert.True(rule.Looks.Includes(projected));
    }

    // Targets for which about 15, 40 and 150 replications are needed: at the first look, where optional stopping hurts most, and far beyond.
    [Theory]
    [Validation("normal values, looks at 10, 15, 20, ...")]
    [InlineData(15)]
    [InlineData(40)]
    [InlineData(150)]
    public void Apply_ThousandSequentialExperiments_CoversNominally(int needed)
    {
        var draws = new Draws(1000 + needed);
        var rule = new HalfWidthRule(HalfWidthTarget.Absolute(1.96 / Math.Sqrt(needed)), new LookSchedule(10, 5, 100_000));

        Coverage.IsNominal("69", $"sequential intervals that hold the mean, about {needed} replications needed", _ => Interval(rule, () => 7 + draws.Normal()), 7);
    }

    [Fact]
    [Validation("common random numbers, looks at 20, 30, ..., relative half-width 0.1")]
    public void Apply_ThousandPairedDifferencesWithRelativeTarget_CoversNominally()
    {
        var draws = new Draws(77);
        var rule = new HalfWidthRule(HalfWidthTarget.Relative(0.1), new LookSchedule(20, 10, 100_000));

        Coverage.IsNominal(
            "69",
            "sequential paired intervals that hold the difference",
            _ => Interval(rule, () =>
            {
                var common = draws.Normal();
                return 2 + common + 0.6 * draws.Normal() - common - 0.4 * draws.Normal();
            }),
            2);
    }

    [Fact]
    public void Apply_SkewedValues_WarnsOfLostCoverage()
    {
        var draws = new Draws(78);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(draws.Normal()))];
        var rule = new HalfWidthRule(HalfWidthTarget.Absolute(0.3), new LookSchedule(10, 5, 60));

        Assert.Contains("skewed", Assert.Single(rule.Apply(values)!.Estimate.Notes), StringComparison.Ordinal);
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

    private static (double Lower, double Upper) Interval(HalfWidthRule rule, Func<double> draw)
    {
        var prefix = new RunningMoments();
        while (!(rule.Looks.Includes(prefix.Count) && rule.IsMet(prefix)))
        {
            prefix.Add(draw());
        }

        var estimate = SequentialInterval.Of(prefix, rule.Level);
        return (estimate.Lower, estimate.Upper);
    }
}
