using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Tests.Statistics.Risks;

public sealed class GuardCheckTests
{
    private static readonly double[] Baseline = [10, 12, 11, 9, 13, 10, 12, 11];

    // Differences alternate ±1 around the shift: standard error 1.069 / √8 = .378, 90 % half-width .716.
    [Theory]
    [InlineData(KpiDirection.Maximise, 0, 1, Verdict.Supported, 0)]
    [InlineData(KpiDirection.Maximise, -0.5, 1, Verdict.Inconclusive, 4)]
    [InlineData(KpiDirection.Maximise, -2, 1, Verdict.Refuted, 4)]
    [InlineData(KpiDirection.Minimise, 0, 1, Verdict.Supported, 0)]
    [InlineData(KpiDirection.Minimise, 0.5, 1, Verdict.Inconclusive, 4)]
    [InlineData(KpiDirection.Minimise, 2, 1, Verdict.Refuted, 4)]
    [InlineData(KpiDirection.Minimise, -2, 0, Verdict.Supported, 0)]
    public void Judge_ByDirectionAndMargin_IsTheIntervalsVerdict(KpiDirection direction, double shift, double margin, Verdict expected, int broken)
    {
        double[] arm = [.. Baseline.Select((x, i) => x + shift + (i % 2 == 0 ? 1 : -1))];

        var result = GuardCheck.Judge(direction, DifferenceInterval.Paired(arm, Baseline), null, margin);

        Assert.Equal(expected, result.Mean.Verdict);
        Assert.Equal(broken, arm.Zip(Baseline).Count(pair => GuardCheck.IsBroken(direction, pair.First, pair.Second, margin)));
    }

    [Fact]
    public void Judge_WithoutDirectionOrMargin_Throws()
    {
        var difference = DifferenceInterval.Paired(Baseline, Baseline);
        Assert.Throws<ArgumentOutOfRangeException>(() => GuardCheck.Judge(KpiDirection.None, difference, null, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuardCheck.Judge(KpiDirection.Maximise, difference, null, -1));
    }

    [Theory]
    [InlineData(99, 100, Verdict.Supported)]
    [InlineData(93, 100, Verdict.Inconclusive)]
    [InlineData(80, 100, Verdict.Refuted)]
    public void Acceptance_OfShares_IsTheIntervalsVerdict(int kept, int n, Verdict expected)
    {
        var acceptance = Acceptance.Judge(ProportionInterval.ClopperPearson(kept, n, 0.9), 0.9);

        Assert.Equal(expected, acceptance.Verdict);
        Assert.Equal(expected == Verdict.Inconclusive, acceptance.ReplicationsToDecide > n);
    }
}
