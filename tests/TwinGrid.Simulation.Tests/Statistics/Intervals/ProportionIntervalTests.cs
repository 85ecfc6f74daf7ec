using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Tests.Statistics.Intervals;

public sealed class ProportionIntervalTests
{
    // Tables: Clopper-Pearson 5 of 10 .1871 to .8129, 0 of 10 up to 1 - .025^(1/10); Wilson 5 of 10 .2366 to .7634, 0 of 10 up to z² / (n + z²).
    [Theory]
    [InlineData(5, 10, 0.187086, 0.812914)]
    [InlineData(0, 10, 0, 0.308497)]
    [InlineData(10, 10, 0.691503, 1)]
    [InlineData(1, 100, 0.000253, 0.054459)]
    public void ClopperPearson_OfTables_Agrees(int count, int n, double lower, double upper)
    {
        var estimate = ProportionInterval.ClopperPearson(count, n);

        Assert.Equal(lower, estimate.Lower, 1e-6);
        Assert.Equal(upper, estimate.Upper, 1e-6);
        Assert.Equal(count is 0 || count == n, estimate.Notes.Count == 1);
    }

    [Theory]
    [InlineData(5, 10, 0.236593, 0.763407)]
    [InlineData(0, 10, 0, 0.277533)]
    public void Wilson_OfTables_Agrees(int count, int n, double lower, double upper)
    {
        var estimate = ProportionInterval.Wilson(count, n);

        Assert.Equal(lower, estimate.Lower, 1e-6);
        Assert.Equal(upper, estimate.Upper, 1e-6);
    }

    [Fact]
    public void KornGraubard_ClustersOfOneTrial_IsClopperPearson()
    {
        var clustered = ProportionInterval.KornGraubard([.. Enumerable.Range(0, 50).Select(i => (i % 5 == 0 ? 1 : 0, 1))]);
        var plain = ProportionInterval.ClopperPearson(10, 50);

        Assert.Equal(50, clustered.EffectiveN, 1e-9);
        Assert.Equal(plain.Lower, clustered.Lower, 1e-9);
        Assert.Equal(plain.Upper, clustered.Upper, 1e-9);
    }

    [Fact]
    public void KornGraubard_TrialsOfAClusterAllAlike_CountsClusters()
    {
        Assert.InRange(ProportionInterval.KornGraubard([.. Enumerable.Range(0, 20).Select(i => (i % 4 == 0 ? 100 : 0, 100))]).EffectiveN, 15, 20);
        Assert.Equal(20, ProportionInterval.KornGraubard([.. Enumerable.Repeat((0, 100), 20)]).EffectiveN);
    }

    /// <summary>The chance of each of 20 clusters is drawn (beta law, mean 0.25, variance 0.0375); 10 trials a cluster. Taken as 200 independent trials the interval would cover 80 %.</summary>
    [Fact]
    public void KornGraubard_ThousandExperiments_CoversAtLeastNominally()
    {
        var draws = new Draws(5);
        var hits = 0;
        for (var i = 0; i < Coverage.Experiments; i++)
        {
            var share = ProportionInterval.KornGraubard([.. Enumerable.Range(0, 20).Select(_ =>
            {
                // A beta law with parameters 1 and 3 by inversion.
                var chance = 1 - Math.Pow(1 - draws.Uniform(), 1.0 / 3);
                return (Enumerable.Range(0, 10).Count(_ => draws.Uniform() < chance), 10);
            })]);
            hits += share.Lower <= 0.25 && share.Upper >= 0.25 ? 1 : 0;
        }

        Assert.InRange(hits, 926, Coverage.Experiments);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void Wilson_ImpossibleCounts_Throw(int count, int n) => Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Wilson(count, n));
}
