using TwinGrid.Simulation.Statistics.Laws;
using TwinGrid.Simulation.Statistics.Selection;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Selection;

public sealed class SelectionTests
{
    // The digits of this row are right to about 5e-5; the next test is sharper.
    [Theory]
    [Validation("SelectionConstants.Rinott")]
    [InlineData(2, 20, 0.95, 2.45246)]
    [InlineData(5, 20, 0.95, 3.38537)]
    [InlineData(10, 20, 0.95, 3.87520)]
    [InlineData(10, 10, 0.95, 4.28937)]
    [InlineData(10, 20, 0.9, 3.43732)]
    public void Rinott_KnownCases_HaveTheKnownConstant(int systems, int first, double chance, double expected) =>
        KnownAnswer.CheckRelative("73", FormattableString.Invariant($"h, k = {systems}, n₀ = {first}, P* = {chance}"), expected, SelectionConstants.Rinott(systems, first, chance), 5e-5);

    // For two systems h is the P* quantile of the sum of two independent Student t variables with n0 - 1 degrees of freedom.
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public void Rinott_TwoSystems_IsAQuantileOfASumOfTwoStudents(int first)
    {
        var h = SelectionConstants.Rinott(2, first, 0.95);
        var (chance, total, degrees) = (0.0, 0.0, first - 1);
        for (var t = -60.0; t <= 60; t += 0.05)
        {
            var density = Math.Pow(1 + t * t / degrees, -(degrees + 1) / 2.0);
            chance += density * StudentTLaw.Cdf(h - t, degrees);
            total += density;
        }

        Assert.Equal(0.95, chance / total, 1e-9);
    }

    [Theory]
    [Validation("SelectionConstants.Bechhofer")]
    [InlineData(2, 2.32617)]
    [InlineData(5, 3.05517)]
    [InlineData(10, 3.41818)]
    public void Bechhofer_KnownCases_HaveTheKnownConstant(int systems, double expected) =>
        KnownAnswer.Check("73", $"Bechhofer's h, k = {systems}, P* = 0.95", expected, SelectionConstants.Bechhofer(systems, 0.95), 6e-6);

    [Theory]
    [Validation("KimNelson.Eta, KimNelson.SquareH")]
    [InlineData(10, 10, 0.8590834, 15.463502)]
    [InlineData(5, 10, 0.6349673, 11.429411)]
    [InlineData(10, 24, 0.2394420, 11.014334)]
    public void KimNelson_KnownCases_HaveTheKnownConstants(int systems, int first, double eta, double squareH)
    {
        KnownAnswer.Check("74", $"η, k = {systems}, n₀ = {first}", eta, KimNelson.Eta(systems, 0.05, first), 6e-8);
        KnownAnswer.Check("74", $"h², k = {systems}, n₀ = {first}", squareH, KimNelson.SquareH(systems, 0.05, first), 6e-7);
    }

    [Theory]
    [Validation("1 000 selections among 5 systems, best ahead by the indifference 1, σ = 2")]
    [InlineData(0.0)]
    [InlineData(0.8)]
    public void KimNelson_SlippageConfiguration_SelectsTheBestAsOftenAsPromised(double correlation)
    {
        const int Systems = 5;
        var draws = new Draws(74);
        var (right, replications) = (0, 0L);
        for (var experiment = 0; experiment < 1000; experiment++)
        {
            var race = new KimNelson(Systems, indifference: 1, alpha: 0.05, first: 10, largest: true);
            var row = new double[Systems];
            while (!race.Decided)
            {
                var common = draws.Normal();
                for (var i = 0; i < Systems; i++)
                {
                    row[i] = (i == 3 ? 1 : 0) + 2 * (Math.Sqrt(correlation) * common + Math.Sqrt(1 - correlation) * draws.Normal());
                }

                race.Take(row);
            }

            right += race.Result().Best == 3 ? 1 : 0;
            replications += race.Stage;
        }

        KnownAnswer.CheckRange("74", FormattableString.Invariant($"right selections of 1 000, correlation {correlation}"), right, 950, 1000);
        // h² S² / δ² bounds a race: 2 σ² (1 - ρ) h² on average for a pair.
        Assert.InRange(replications / 1000.0, 10, 2 * 4 * (1 - correlation) * 11.43);
    }

    [Fact]
    public void KimNelson_SmallestIsBest_SelectsIt()
    {
        var draws = new Draws(75);
        var race = new KimNelson(3, 1, 0.05, 10, largest: false);
        while (!race.Decided)
        {
            race.Take([5 + draws.Normal(), 3 + draws.Normal(), 8 + draws.Normal()]);
        }

        var result = race.Result();
        Assert.Equal(1, result.Best);
        Assert.InRange(result.Means[1], 2, 4);
        Assert.True(result.Replications[2] <= result.Replications[1]);
        Assert.Contains("at least 0.95", result.Guarantee, StringComparison.Ordinal);
    }

    [Fact]
    public void KimNelson_ArmsThatNeverDiffer_KeepsTheFirst()
    {
        var race = new KimNelson(2, 1, 0.05, 5, largest: true);
        while (!race.Decided)
        {
            race.Take([race.Stage, race.Stage]);
        }

        Assert.Equal(0, race.Result().Best);
        Assert.Equal(5, race.Stage);
    }

    [Fact]
    public void KimNelson_BeforeTheEnd_SaysThatNothingIsSelected()
    {
        var race = new KimNelson(3, 1, 0.05, 5, largest: true);
        race.Take([1, 2, 3]);

        Assert.Null(race.Result().Best);
        Assert.Contains("no selection yet", Assert.Single(race.Result().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void KimNelson_ParametersOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KimNelson(1, 1, 0.05, 10, true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KimNelson(3, 0, 0.05, 10, true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KimNelson(3, 1, 0.7, 10, true));
        Assert.Throws<ArgumentException>(() => new KimNelson(3, 1, 0.05, 10, true).Take([1, 2]));
    }
}
