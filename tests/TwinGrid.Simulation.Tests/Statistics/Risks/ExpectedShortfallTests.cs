using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Laws;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Tests.Statistics.Risks;

public sealed class ExpectedShortfallTests
{
    [Theory]
    [InlineData(Tail.Upper, 0.2, 9.5, 8)]
    [InlineData(Tail.Lower, 0.2, 1.5, 3)]
    [InlineData(Tail.Upper, 0.15, 29.0 / 3, 9)]
    public void Of_TenValues_IsTheMeanOfTheWorst(Tail tail, double share, double mean, double threshold)
    {
        var risk = ExpectedShortfall.Of([3, 7, 1, 9, 5, 2, 10, 4, 8, 6], tail, share);

        Assert.Equal(mean, risk.Mean.Mean, 1e-12);
        Assert.Equal(threshold, risk.Threshold);
        Assert.Contains("lie in the tail", Assert.Single(risk.Mean.Notes), StringComparison.Ordinal);
    }

    // Normal: CVaR = φ(z) / p.
    [Fact]
    public void Of_ThousandNormalSamples_CoversNearlyNominally()
    {
        var draws = new Draws(31);
        const double Share = 0.1;
        var truth = NormalLaw.Density(NormalLaw.Quantile(1 - Share)) / Share;
        var hits = 0;
        for (var i = 0; i < Coverage.Experiments; i++)
        {
            var mean = ExpectedShortfall.Of(draws.Normals(200), Tail.Upper, Share).Mean;
            hits += mean.Lower <= truth && truth <= mean.Upper ? 1 : 0;
        }

        // The sampled threshold biases the estimate a little towards the middle: a few per cent below nominal are known (Manistre and Hancock).
        Assert.InRange(hits, 916, 971);
    }

    [Fact]
    public void Of_ClustersAllAlike_CountsClustersNotOutcomes()
    {
        var values = new Draws(32).Normals(40);
        var plain = ExpectedShortfall.Of(values, Tail.Upper, 0.2).Mean;
        double[] copies = [.. values, .. values, .. values, .. values, .. values];

        var clustered = ExpectedShortfall.Of(copies, Tail.Upper, 0.2, clusters: [.. Enumerable.Range(0, 200).Select(i => i % 40)]).Mean;

        Assert.Equal(plain.Mean, clustered.Mean, 1e-9);
        Assert.Equal(plain.StandardError, clustered.StandardError, 1e-9);
        Assert.InRange(ExpectedShortfall.Of(copies, Tail.Upper, 0.2).Mean.StandardError, 0.4 * clustered.StandardError, 0.5 * clustered.StandardError);
    }

    [Fact]
    public void WorstTail_ByDirection_IsTheBadEnd()
    {
        Assert.Equal([Tail.Lower], WorstTail.Of(KpiDirection.Maximise));
        Assert.Equal([Tail.Upper], WorstTail.Of(KpiDirection.Minimise));
        Assert.Equal([Tail.Lower, Tail.Upper], WorstTail.Of(KpiDirection.None));
    }
}
