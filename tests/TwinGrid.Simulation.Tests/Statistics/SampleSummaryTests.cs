using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Tests.Statistics;

public sealed class SampleSummaryTests
{
    [Fact]
    public void Of_SmallSample_HasMomentsRangeAndTypeSevenQuantiles()
    {
        var summary = SampleSummary.Of([3, 1, 4, 1, 5, 9, 2, 6], [0.1, 0.25, 0.5]);

        Assert.Equal(3.875, summary.Mean.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(52.875 / 7), summary.Mean.StandardDeviation, 1e-12);
        Assert.Equal((1, 9), (summary.Minimum, summary.Maximum));
        Assert.Equal([1, 1.75, 3.5], summary.Quantiles.Select(q => q.Value));
    }

    [Fact]
    public void Of_LargeOffset_LosesNoVariance()
    {
        var moments = RunningMoments.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);

        Assert.Equal(30, moments.Variance, 1e-6);
        Assert.Equal(1e9 + 10, moments.Mean, 1e-6);
    }

    [Fact]
    public void Quantile_OfTooFewValues_SaysWhichSideIsUnbounded()
    {
        var quantile = QuantileInterval.FromSorted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9);

        Assert.NotNull(quantile.Lower);
        Assert.Null(quantile.Upper);
        Assert.Contains("too few to bound the 0.9 quantile from above", Assert.Single(quantile.Notes), StringComparison.Ordinal);
    }

    // Conover, Practical Nonparametric Statistics: the median of 20 values lies between the 6th and the 15th with chance .9586.
    [Fact]
    public void Quantile_MedianOfTwenty_LiesBetweenSixthAndFifteenth()
    {
        double[] values = [.. Enumerable.Range(1, 20)];

        var median = QuantileInterval.FromSorted(values, 0.5);

        Assert.Equal((6, 15), (median.Lower, median.Upper));
    }

    [Fact]
    public void Quantile_OfSkewedSamples_CoversAtLeastNominally()
    {
        var draws = new Draws(11);
        var (truth, hits) = (Math.Log(4), 0);
        for (var i = 0; i < Coverage.Experiments; i++)
        {
            var values = new double[60];
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = draws.Exponential();
            }

            Array.Sort(values);
            var quantile = QuantileInterval.FromSorted(values, 0.75);
            hits += quantile.Lower <= truth && truth <= quantile.Upper ? 1 : 0;
        }

        // Conservative by construction: the binomial leaves between 95 % and 98.5 % here.
        Assert.InRange(hits, 926, 995);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_ValueThatIsNotFinite_NamesItsIndex(double value)
    {
        var error = Assert.Throws<ArgumentException>(() => SampleSummary.Of([1, 2, value]));

        Assert.Contains("values[2]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>30 clusters of 8 values share 80 % of their variance. As 240 independent values the interval of the median would cover 60 %.</summary>
    [Fact]
    public void FromClusters_ThousandExperiments_CoversAtLeastNearlyNominally()
    {
        var draws = new Draws(9);
        var hits = 0;
        for (var i = 0; i < Coverage.Experiments; i++)
        {
            var median = QuantileInterval.FromClusters([.. Enumerable.Range(0, 30).Select(_ =>
            {
                var common = 2 * draws.Normal();
                return Enumerable.Range(0, 8).Select(_ => common + draws.Normal()).ToArray();
            })], 0.5);
            hits += median.Lower <= 0 && median.Upper >= 0 ? 1 : 0;
        }

        Assert.InRange(hits, 926, Coverage.Experiments);
    }
}
