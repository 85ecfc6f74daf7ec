using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Intervals;

public sealed class MeanIntervalTests
{
    // Law, Simulation Modeling and Analysis, example 4.26: 90 % interval 1.34 ± 0.24 of ten observations.
    [Fact]
    public void Of_TextbookSample_IsTheTextbookInterval()
    {
        var estimate = MeanInterval.Of([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09], 0.9);

        Assert.Equal(1.343, estimate.Mean, 1e-12);
        Assert.Equal(0.24, estimate.HalfWidth, 5e-3);
        Assert.Equal(estimate.Mean - estimate.HalfWidth, estimate.Lower);
        Assert.Equal(estimate.Mean + estimate.HalfWidth, estimate.Upper);
        Assert.Equal((10, 0.9, "Student t"), (estimate.N, estimate.Level, estimate.Method));
        Assert.Empty(estimate.Notes);
    }

    [Fact]
    public void Of_OneValue_IsUnboundedAndSaysSo()
    {
        var estimate = MeanInterval.Of([7.0]);

        Assert.Equal(double.PositiveInfinity, estimate.HalfWidth);
        Assert.Contains("unbounded", Assert.Single(estimate.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualValues_HasNoWidthAndSaysSo()
    {
        var estimate = MeanInterval.Of([2.0, 2.0, 2.0]);

        Assert.Equal((2.0, 2.0), (estimate.Lower, estimate.Upper));
        Assert.Contains("all 3 values are equal", Assert.Single(estimate.Notes), StringComparison.Ordinal);
    }

    [Fact]
    [Validation("samples of 10 normal values")]
    public void Of_ThousandSamplesOfTen_CoversNominally()
    {
        var draws = new Draws(69);

        Coverage.IsNominal(
            "69",
            "intervals of a mean that hold it",
            _ =>
            {
                var estimate = MeanInterval.Of(draws.Normals(10));
                return (estimate.Lower, estimate.Upper);
            },
            0);
    }
}
