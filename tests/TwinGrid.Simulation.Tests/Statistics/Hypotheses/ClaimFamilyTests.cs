using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Statistics.Hypotheses;

public sealed class ClaimFamilyTests
{
    // n = 10, standard error 1: the 90 % interval is D ± 1.833, the 95 % one D ± 2.262.
    [Theory]
    [InlineData(Alternative.Greater, 1, 3.0, Verdict.Supported)]
    [InlineData(Alternative.Greater, 1, 2.8, Verdict.Inconclusive)]
    [InlineData(Alternative.Greater, 1, -0.8, Verdict.Inconclusive)]
    [InlineData(Alternative.Greater, 1, -0.9, Verdict.Refuted)]
    [InlineData(Alternative.Less, 1, -3.0, Verdict.Supported)]
    [InlineData(Alternative.Less, 1, -2.8, Verdict.Inconclusive)]
    [InlineData(Alternative.Less, 1, 0.9, Verdict.Refuted)]
    [InlineData(Alternative.Different, 1, 3.3, Verdict.Supported)]
    [InlineData(Alternative.Different, 1, -3.3, Verdict.Supported)]
    [InlineData(Alternative.Different, 1, 3.2, Verdict.Inconclusive)]
    [InlineData(Alternative.Different, 3, 1.1, Verdict.Refuted)]
    [InlineData(Alternative.Different, 3, -1.2, Verdict.Inconclusive)]
    [InlineData(Alternative.Different, 0, 0, Verdict.Inconclusive)]
    public void Judge_BySideAndMinimumEffect_IsTheIntervalsVerdict(Alternative alternative, double effect, double mean, Verdict expected)
    {
        var result = ClaimFamily.Judge(new EffectClaim { Alternative = alternative, MinimumEffect = effect }, Difference(mean));

        Assert.Equal(expected, result.Verdict);
        Assert.Equal(expected == Verdict.Supported, result.PValue < 0.05);
        Assert.DoesNotContain(result.Notes, note => note.Contains("stepwise", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_Inconclusive_NamesReplicationsThatDecideWithThePower()
    {
        var claim = new EffectClaim { Alternative = Alternative.Greater, Power = 0.8 };
        var draws = new Draws(8);
        var now = ClaimFamily.Judge(claim, Difference(1, Math.Sqrt(10)));

        Assert.Equal(Verdict.Inconclusive, now.Verdict);
        var n = (int)now.ReplicationsToDecide!.Value;
        // ((1.645 + .842) √10 / 1)² = 61.8 by the normal law, a little more by Student's.
        Assert.InRange(n, 62, 66);
        var supported = 0;
        for (var i = 0; i < 2000; i++)
        {
            double[] arm = [.. draws.Normals(n).Select(x => 1 + Math.Sqrt(10) * x)];
            supported += ClaimFamily.Judge(claim, DifferenceInterval.Paired(arm, new double[n])).Verdict == Verdict.Supported ? 1 : 0;
        }

        // sd √(2000 x .8 x .2) = 18
        Assert.InRange(supported, 1600 - 72, 1600 + 72);
    }

    [Fact]
    public void Judge_EstimateAtTheMinimumEffect_NamesNoNumber()
    {
        var result = ClaimFamily.Judge(new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = 1 }, Difference(1));

        Assert.Null(result.ReplicationsToDecide);
        Assert.Contains("no feasible number", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OneReplication_IsInconclusive()
    {
        var result = ClaimFamily.Judge(new EffectClaim { Alternative = Alternative.Greater }, DifferenceInterval.Paired([5], [1]));

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Null(result.ReplicationsToDecide);
    }

    [Fact]
    public void Judge_DeterministicArms_DecidesByTheDifference()
    {
        var difference = DifferenceInterval.Paired([3, 3], [1, 1]);

        Assert.Equal(Verdict.Supported, ClaimFamily.Judge(new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = 1 }, difference).Verdict);
        Assert.Equal(Verdict.Refuted, ClaimFamily.Judge(new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = 3 }, difference).Verdict);
        Assert.Equal(Verdict.Inconclusive, ClaimFamily.Judge(new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = 2 }, difference).Verdict);
    }

    [Fact]
    public void Judge_FamilyByBonferroni_ShowsIntervalsThatAgree()
    {
        var claim = new EffectClaim { Alternative = Alternative.Greater };

        var results = ClaimFamily.Judge([(claim, Difference(2)), (claim, Difference(4))], MultipleTestCorrection.Bonferroni);

        Assert.Equal(0.95, results[0].Difference.Level, 1e-12);
        Assert.Equal([Verdict.Inconclusive, Verdict.Supported], results.Select(r => r.Verdict));
        Assert.True(results[0].Difference.Lower < 0 && results[1].Difference.Lower > 0);
        Assert.Contains("Bonferroni over 2 claims", results[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FamilyByHolm_SaysWhenTheWiderIntervalDisagrees()
    {
        var claim = new EffectClaim { Alternative = Alternative.Greater };

        var results = ClaimFamily.Judge([(claim, Difference(2)), (claim, Difference(4))], MultipleTestCorrection.Holm);

        Assert.Equal([Verdict.Supported, Verdict.Supported], results.Select(r => r.Verdict));
        Assert.Contains("stepwise", Assert.Single(results[0].Notes), StringComparison.Ordinal);
        Assert.Empty(results[1].Notes);
    }

    [Fact]
    public void Judge_NoEffect_IsWronglySupportedAtMostAsOftenAsAlpha()
    {
        var draws = new Draws(9);
        var claim = new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = 1 };
        var (supported, refuted) = (0, 0);
        for (var i = 0; i < 4000; i++)
        {
            double[] arm = [.. draws.Normals(8).Select(x => 1 + x)];
            var verdict = ClaimFamily.Judge(claim, DifferenceInterval.Paired(arm, new double[8])).Verdict;
            supported += verdict == Verdict.Supported ? 1 : 0;
            refuted += verdict == Verdict.Refuted ? 1 : 0;
        }

        // At the minimum effect itself each is alpha = .05: 200 of 4000, sd 13.8.
        Assert.InRange(supported, 145, 255);
        Assert.InRange(refuted, 145, 255);
    }

    [Theory]
    [InlineData(double.NaN, 0.05, 0.8)]
    [InlineData(0, 0.5, 0.8)]
    [InlineData(0, 0.05, 1)]
    public void Judge_ClaimOutOfRange_Throws(double effect, double alpha, double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClaimFamily.Judge(
            new EffectClaim { Alternative = Alternative.Greater, MinimumEffect = effect, Alpha = alpha, Power = power },
            Difference(1)));

    private static DifferenceEstimate Difference(double mean, double deviation = 0)
    {
        var sd = deviation > 0 ? deviation : Math.Sqrt(10);
        var scale = sd * Math.Sqrt(9.0 / 10);
        double[] arm = [.. Enumerable.Range(0, 10).Select(i => mean + (i % 2 == 0 ? scale : -scale))];
        return DifferenceInterval.Paired(arm, new double[10]);
    }
}
