using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.SteadyState;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.SteadyState;

// x' = .9 x + N(0, 1) has variance 1 / (1 - .81) = 5.263158, asymptotic variance 1 / (1 - .9)² = 100 and correlation time 19.
public sealed class BatchMeansTests
{
    private const double Phi = 0.9;
    private const double Time = 19;

    [Fact]
    [Validation("200 000 values, 30 batches")]
    public void Of_Autoregression_FindsVarianceAndCorrelationTime()
    {
        var values = new Draws(75).Autoregression(200_000, Phi);

        var result = BatchMeans.Of(values);

        // The sample variance of n values has standard deviation σ² √(2 τ₂ / n), τ₂ = (1 + φ²) / (1 - φ²) = 9.53.
        KnownAnswer.Check("75", "variance", 5.263158, RunningMoments.Of(values).Variance, 4 * 5.263158 * Math.Sqrt(2 * 9.53 / 200_000));
        // Sokal: the relative standard deviation of τ is √(2 (2 W + 1) / n) with a window W of 5 τ lags.
        KnownAnswer.Check("75", "correlation time", Time, result.CorrelationTime, 4 * Time * Math.Sqrt(2 * (2 * 5 * Time + 1) / 200_000));
        Assert.Equal(30, result.Estimate.N);
        Assert.True(result.Uncorrelated);
        Assert.Empty(result.Estimate.Notes);
        // n s²(batch means) m estimates the asymptotic variance: chi-square with 29 degrees of freedom.
        var asymptotic = result.Estimate.StandardDeviation * result.Estimate.StandardDeviation * result.BatchLength;
        KnownAnswer.Check("75", "asymptotic variance", 100, asymptotic, 4 * 100 * Math.Sqrt(2.0 / 29));
    }

    [Fact]
    [Validation("1 000 runs of 3 800 values, 20 batches of 10 correlation times")]
    public void Of_ThousandRuns_CoversNominallyWhereTheNaiveIntervalDoesNot()
    {
        var draws = new Draws(750);
        var naive = 0;

        Coverage.IsNominal(
            "75",
            "batch means intervals of 1 000 that hold the mean",
            _ =>
            {
                var values = draws.Autoregression(20 * 190, Phi);
                var estimate = BatchMeans.Of(values).Estimate;
                var wrong = MeanInterval.Of(values);
                naive += wrong.Lower <= 0 && 0 <= wrong.Upper ? 1 : 0;
                return (estimate.Lower, estimate.Upper);
            },
            0);
        // P(|Z| <= 1.96 / √19) = .347, sd .015
        KnownAnswer.Check("75", "naive intervals of 1 000 that hold the mean", 347, naive, 60);
    }

    [Fact]
    public void Of_RunThatIsTooShort_SaysHowLongItMustBe()
    {
        var result = BatchMeans.Of(new Draws(751).Autoregression(400, 0.99));

        Assert.False(result.Uncorrelated);
        Assert.Contains("run at least", Assert.Single(result.Estimate.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(60)]
    public void Of_IndependentValues_AreCutIntoTheBatchesThatAreAskedFor(int batches) =>
        Assert.Equal(batches, BatchMeans.Of(new Draws(755).Normals(10_000), most: batches).Estimate.N);

    [Fact]
    public void Of_Ramp_IsMergedDownToTenBatches() => Assert.Equal(10, BatchMeans.Of([.. Enumerable.Range(0, 400).Select(i => (double)i)], most: 100).Estimate.N);

    [Fact]
    public void Of_IndependentValues_HasAnEffectiveSizeNearTheirNumber()
    {
        var result = BatchMeans.Of(new Draws(752).Normals(10_000));

        Assert.InRange(result.EffectiveSampleSize, 8_500, 10_000);
    }

    // The ramp's steps are all 1 and Σ(x - x̄)² = n (n² - 1) / 12, so C = 1 - 6 / (n (n + 1)).
    [Fact]
    public void VonNeumann_OfARamp_RejectsIndependence()
    {
        double[] ramp = [.. Enumerable.Range(0, 20)];

        Assert.InRange(VonNeumann.UpperP(ramp), 1e-7, 1e-5);
        Assert.Equal(1, VonNeumann.UpperP([3, 3, 3, 3, 3, 3, 3, 3]));
    }
}
