using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
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
    public void NonInferior_ByDirectionAndMargin_IsTheIntervalsVerdict(KpiDirection direction, double shift, double margin, Verdict expected, int broken)
    {
        double[] arm = [.. Baseline.Select((x, i) => x + shift + (i % 2 == 0 ? 1 : -1))];

        var result = GuardCheck.NonInferior(arm, Baseline, paired: true, direction, margin);

        Assert.Equal(expected, result.Mean.Verdict);
        Assert.Equal(broken, result.Violation!.Count);
        Assert.Equal("Clopper-Pearson", result.Violation.Method);
    }

    [Fact]
    public void NonInferior_IndependentArms_HasNoProbabilityOfViolation() =>
        Assert.Null(GuardCheck.NonInferior(Baseline, [10, 11, 12], paired: false, KpiDirection.Maximise, 5).Violation);

    [Fact]
    public void Limits_OfEachSide_CountWhatBreaksThem()
    {
        var least = GuardCheck.AtLeast(Baseline, 9.5);
        var most = GuardCheck.AtMost(Baseline, 9.5);

        Assert.Equal((Verdict.Supported, 1), (least.Mean.Verdict, least.Violation!.Count));
        Assert.Equal((Verdict.Refuted, 7), (most.Mean.Verdict, most.Violation!.Count));
    }

    [Fact]
    public void NonInferior_WithoutDirectionOrMargin_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GuardCheck.NonInferior(Baseline, Baseline, paired: true, KpiDirection.None, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuardCheck.NonInferior(Baseline, Baseline, paired: true, KpiDirection.Maximise, -1));
    }

    [Theory]
    [InlineData(99, 100, Verdict.Supported)]
    [InlineData(93, 100, Verdict.Inconclusive)]
    [InlineData(80, 100, Verdict.Refuted)]
    public void Acceptance_OfShares_IsTheIntervalsVerdict(int kept, int n, Verdict expected)
    {
        var acceptance = Acceptance.Judge(kept, n, 0.9);

        Assert.Equal(expected, acceptance.Verdict);
        Assert.Equal(expected == Verdict.Inconclusive, acceptance.ReplicationsToDecide > n);
    }
}
