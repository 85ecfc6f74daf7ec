using TwinGrid.Simulation.Distributions.Fitting;

namespace TwinGrid.Simulation.Tests.Distributions.Fitting;

public sealed class KaplanMeierTests
{
    /// <summary>Row 63 of the validation page.</summary>
    [Fact]
    public void Survival_Remissions_AreThePublishedOnes()
    {
        var estimate = new KaplanMeier(LifeData.Remissions);

        Assert.Equal([6, 7, 10, 13, 16, 22, 23], estimate.Steps.Select(s => s.Value));
        Assert.Equal([21, 17, 15, 12, 11, 7, 6], estimate.Steps.Select(s => s.AtRisk));
        Assert.Equal([3, 1, 1, 1, 1, 1, 1], estimate.Steps.Select(s => s.Ended));
        Assert.Equal([0.8571429, 0.8067227, 0.7529412, 0.6901961, 0.6274510, 0.5378151, 0.4481793], estimate.Steps.Select(s => Math.Round(s.Survival, 7)));
        Assert.Equal([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], estimate.Steps.Select(s => Math.Round(s.StandardError, 4)));
        Assert.Equal([1, 0.8571429, 0.8067227, 0.4481793, 0.4481793], new[] { 5.9, 6, 9.99, 23, 35 }.Select(x => Math.Round(estimate.Survival(x), 7)));
        Assert.Equal((23, double.PositiveInfinity), (estimate.Quantile(0.5), estimate.Quantile(0.6)));
        Assert.True(double.IsNaN(estimate.Survival(35.1)));
    }

    [Fact]
    public void Survival_NothingCensored_IsTheShareAbove()
    {
        var estimate = new KaplanMeier(new Observations([4, 1, 2, 2]));

        Assert.Equal([1, 0.75, 0.25, 0, 0], new[] { 0.5, 1, 2, 4, 5 }.Select(estimate.Survival));
        Assert.Equal([1, 1, 2, 4], new[] { 0, 0.25, 0.75, 1 }.Select(estimate.Quantile));
        Assert.Equal(Math.Sqrt(0.25 * 0.75 / 4), estimate.Steps[0].StandardError, 1e-14);
        Assert.Equal(0, estimate.Steps[^1].StandardError);
    }

    [Fact]
    public void Survival_AllCensored_NeverFalls()
    {
        var estimate = new KaplanMeier(new Observations([], [3, 5]));

        Assert.Equal(1, estimate.Survival(5));
        Assert.True(double.IsNaN(estimate.Survival(6)));
    }

    [Fact]
    public void Observations_NoNumbers_AreRefused()
    {
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new Observations([])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new Observations([1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("Infinity", Assert.Throws<ArgumentException>(() => new Observations([1], [double.PositiveInfinity])).Message, StringComparison.Ordinal);
    }
}
