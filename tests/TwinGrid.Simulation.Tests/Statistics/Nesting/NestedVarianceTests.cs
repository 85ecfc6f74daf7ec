using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Nesting;

public sealed class NestedVarianceTests
{
    // Worked by hand: draw means 2, 4, 9; within squares 2, 2, 2 over 6 degrees; grand mean 5, between squares 3 (9 + 1 + 16) = 78 over 2.
    [Fact]
    public void Of_BalancedDraws_IsTheAnalysisOfVariance()
    {
        var nested = NestedVariance.Of([[1, 2, 3], [3, 4, 5], [8, 9, 10]]);

        Assert.Equal(5, nested.Mean.Mean, 1e-12);
        Assert.Equal((3, 9, 3), (nested.Draws, nested.Replications, nested.Mean.N));
        Assert.Equal(1, nested.SamplingVariance!.Value, 1e-12);
        Assert.Equal((39.0 - 1) / 3, nested.DrawVariance!.Value, 1e-12);
        Assert.Equal(1.0 / 9, nested.MeanVarianceFromSampling!.Value, 1e-12);
        Assert.Equal(nested.Mean.StandardError * nested.Mean.StandardError, nested.MeanVarianceFromSampling!.Value + nested.MeanVarianceFromDraws!.Value, 1e-12);
        // F(2, 6) at 39: P = (1 + 2 F / 6)^-3 in closed form.
        Assert.Equal(Math.Pow(14, -3), nested.DrawP!.Value, 1e-12);
        Assert.Empty(nested.Notes);
    }

    [Fact]
    public void Of_DrawsWithoutEffect_TruncatesAtZeroAndSaysSo()
    {
        var nested = NestedVariance.Of([[1, 5], [5, 1], [2, 4]]);

        Assert.Equal(0, nested.DrawVariance);
        Assert.Contains("negative", Assert.Single(nested.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneReplicationADraw_KeepsTheIntervalAndSaysWhatItCannotTell()
    {
        var nested = NestedVariance.Of([[1], [2], [4]]);

        Assert.True(double.IsFinite(nested.Mean.HalfWidth));
        Assert.Null(nested.DrawVariance);
        Assert.Contains("cannot be told apart", Assert.Single(nested.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneDraw_IsUnbounded()
    {
        var nested = NestedVariance.Of([[1, 2, 3]]);

        Assert.Equal(double.PositiveInfinity, nested.Mean.HalfWidth);
        Assert.Equal(1, nested.SamplingVariance!.Value, 1e-12);
    }

    [Fact]
    [Validation("12 states of the plant of standard deviation 2, 5 replications of each")]
    public void Of_ThousandNestedExperiments_CoversTheMeanAndAFreshPlant()
    {
        var draws = new Draws(51);
        var plants = 0;

        Coverage.IsNominal(
            "69",
            "nested intervals that hold the mean",
            _ =>
            {
                double[][] values = [.. Enumerable.Range(0, 12).Select(_ =>
                {
                    var shift = 2 * draws.Normal();
                    return draws.Normals(5).Select(x => x + shift).ToArray();
                })];
                var nested = NestedVariance.Of(values);
                var plant = 2 * draws.Normal();
                plants += nested.PlantLower <= plant && plant <= nested.PlantUpper ? 1 : 0;
                return (nested.Mean.Lower, nested.Mean.Upper);
            },
            0);
        KnownAnswer.CheckRange("69", "nested intervals that hold the value of another plant", plants, 926, 971);
    }

    // Ten times the replications shrink one part of the variance of the mean tenfold and leave the other.
    [Fact]
    public void Of_MoreReplications_ShrinksTheSamplingPartOnly()
    {
        var (few, many) = (Experiment(4), Experiment(40));

        Assert.Equal(0.1, many.MeanVarianceFromSampling!.Value / few.MeanVarianceFromSampling!.Value, 0.02);
        Assert.Equal(1, many.MeanVarianceFromDraws!.Value / few.MeanVarianceFromDraws!.Value, 0.2);

        static NestedEstimate Experiment(int replications)
        {
            var draws = new Draws(52);
            double[] shifts = draws.Normals(100);
            return NestedVariance.Of([.. shifts.Select(shift => draws.Normals(replications).Select(x => x + shift).ToArray())]);
        }
    }

    [Fact]
    public void Of_UnequalNumbers_EstimatesBothVariances()
    {
        var draws = new Draws(53);
        var nested = NestedVariance.Of([.. Enumerable.Range(0, 400).Select(i =>
        {
            var shift = 3 * draws.Normal();
            return draws.Normals(2 + i % 5).Select(x => x + shift).ToArray();
        })]);

        // Sampling: chi-square with 1200 degrees; draws: chi-square with 399 on 9 + 1/4.
        Assert.Equal(1, nested.SamplingVariance!.Value, 4 * Math.Sqrt(2.0 / 1200));
        Assert.Equal(9, nested.DrawVariance!.Value, 4 * 9.5 * Math.Sqrt(2.0 / 399));
    }
}
