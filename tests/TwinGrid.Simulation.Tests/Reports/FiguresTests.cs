using TwinGrid.Simulation.Reports;
using TwinGrid.Simulation.Reports.Charts;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1234.5678, "1,235")]
    [InlineData(-0.012345, "−0.0123")]
    [InlineData(12.3456, "12.3")]
    [InlineData(2.5e12, "2.5E+12")]
    [InlineData(2.5e-7, "2.5E-7")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Of_Number_HasThreeDigits(double value, string text) => Assert.Equal(text, Figures.Of(value));

    [Theory]
    [InlineData(1234.5678, 12, "1,235 ± 12")]
    [InlineData(0.123456, 0.0021, "0.1235 ± 0.0021")]
    [InlineData(0, 0.5, "0.00 ± 0.50")]
    [InlineData(3.3, double.PositiveInfinity, "3.30 ± unknown")]
    public void WithInterval_Even_ShowsTwoDigitsOfWhatIsUncertain(double mean, double halfWidth, string text) => Assert.Equal(text, Figures.WithInterval(mean, halfWidth));

    [Fact]
    public void WithInterval_Uneven_ShowsItsEnds() => Assert.Equal("0.000 (0.000 to 0.060)", Figures.WithInterval(new Estimate
    {
        Mean = 0, StandardDeviation = 0, StandardError = 0, DegreesOfFreedom = 1, HalfWidth = 0.06, Lower = 0, Upper = 0.06, Level = 0.95, N = 60, Method = "Wilson",
    }));

    [Theory]
    [InlineData(90, "90\u00a0s")]
    [InlineData(1800, "30\u00a0min")]
    [InlineData(86400, "24\u00a0h")]
    [InlineData(1209600, "14\u00a0d")]
    public void Time_Seconds_AreInAUnitThatSuits(double seconds, string text) => Assert.Equal(text, Figures.Time(seconds));

    [Theory]
    [InlineData(0.0, 10.0, new[] { 0.0, 2, 4, 6, 8, 10 })]
    [InlineData(-0.3, 0.31, new[] { -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3 })]
    public void Ticks_Axis_AreRound(double low, double high, double[] ticks)
    {
        var found = new Axis(low, high, 0, 100).Ticks().ToArray();

        Assert.Equal(ticks.Length, found.Length);
        Assert.All(ticks.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Axis_OneValueOrNone_HasAPlaceForIt()
    {
        Assert.InRange(Axis.Of([5], 0, 100).At(5), 49, 51);
        Assert.InRange(Axis.Of([0], 0, 100).At(0), 49, 51);
        Assert.InRange(Axis.Of([double.NaN, double.PositiveInfinity], 0, 100).At(double.NaN), 0, 100);
    }
}
