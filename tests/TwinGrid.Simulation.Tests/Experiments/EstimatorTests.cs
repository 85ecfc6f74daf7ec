using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>What a KPI estimates is also what is compared, limited and narrowed down.</summary>
public sealed class EstimatorTests
{
    // At rate 0.5 a steady mean wait of 1 s, at 0.3 of 3/7: over 2 000 s nearly no mean of the slow arm is below 0.6 s, nearly none of the fast one above.
    private static readonly ExperimentKpi Late = new() { Id = "late", Of = "station.wait", Unit = "s", Direction = KpiDirection.Minimise, Estimator = new KpiEstimator(EstimatorKind.Above, 0.6) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyse_ProbabilityOfPassingALimit_IsComparedAsAProbability(bool commonRandomNumbers)
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 2_000, replications: 40) with
        {
            Kpis = [Late],
            CommonRandomNumbers = commonRandomNumbers,
            Hypotheses = [new Hypothesis { Kpi = "late", Compare = new ArmPair("fast", "slow"), Alternative = Alternative.Less, MinimumEffect = 0.7 }],
            Guards = [new Guard { Kpi = "late", AtMost = 0.3 }, new Guard { Kpi = "late", Margin = 0.1, Against = "slow" }],
        };

        var answer = TestExperiments.Answer(document, workers: 2);

        var shares = answer.Arms.Select(a => a.Kpis[0].Estimate.Mean).ToArray();
        var compared = Assert.Single(answer.Comparisons);
        Assert.Equal("1", compared.Unit);
        // The means differ by 0.6 s, which is less than the effect; the probabilities by more.
        Assert.InRange(shares[0] - shares[1], 0.8, 1);
        Assert.Equal(shares[1] - shares[0], compared.Difference.Mean, 12);
        Assert.Equal(Verdict.Supported, compared.Hypothesis!.Verdict);
        // The mean wait of the fast arm, 0.43 s, would break a limit of 0.3.
        Assert.Equal([("slow", Verdict.Refuted), ("fast", Verdict.Supported), ("fast", Verdict.Supported)], answer.Guards.Select(g => (g.Arm, g.Result.Mean.Verdict)));
        Assert.All(answer.Guards, g => Assert.Equal(("1", null), (g.Unit, g.Result.Violation)));
        Assert.Equal("at most 0.3", answer.Guards[0].Guard);
    }

    [Fact]
    public void Analyse_WhatNeverHappened_MayStillBeAboveALimit()
    {
        // No mean wait of 20 is above 50 s: the 95 % limit on the probability is 14 %, so that 5 % is not shown, and 30 % is.
        var document = TestExperiments.TwoArms(horizonSeconds: 500, replications: 20) with
        {
            Arms = [new Arm { Name = "baseline" }],
            Kpis = [Late with { Estimator = new KpiEstimator(EstimatorKind.Above, 50) }],
            Guards = [new Guard { Kpi = "late", AtMost = 0.05 }, new Guard { Kpi = "late", AtMost = 0.3 }],
        };

        var answer = TestExperiments.Answer(document);

        Assert.Equal(0, answer.Arms[0].Kpis[0].Estimate.Mean);
        Assert.Equal([Verdict.Inconclusive, Verdict.Supported], answer.Guards.Select(g => g.Result.Mean.Verdict));
    }

    [Fact]
    public void Analyse_ProbabilityUnderUncertainParameters_CountsDraws()
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 500, replications: 5)) with
        {
            Arms = [new Arm { Name = "one" }, new Arm { Name = "other" }], Kpis = [Late], Guards = [new Guard { Kpi = "late", AtMost = 0.9 }],
        };

        var answer = TestExperiments.Answer(document, workers: 2);

        Assert.All(answer.Guards, g => Assert.Equal(12, g.Result.Mean.Difference.N));
        Assert.All(answer.Guards.Zip(answer.Arms), pair => Assert.Equal(pair.Second.Kpis[0].Estimate.Mean - 0.9, pair.First.Result.Mean.Difference.Mean, 12));
        Assert.Equal(0, answer.Comparisons[0].Difference.Mean);
        Assert.True(answer.Comparisons[0].Difference.HalfWidth > 0.1);
    }

    [Fact]
    public void Analyse_Quantile_HasNoDifferenceOfMeans()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 500, replications: 20) with { Kpis = [Late with { Estimator = new KpiEstimator(EstimatorKind.Quantile, 0.9) }] };

        Assert.Empty(TestExperiments.Answer(document).Comparisons);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Execute_HalfWidthOfAProbability_IsThatOfTheProbability(int arms)
    {
        // Half of the means are above 0.85 s or so. Their mean is known to 0.15 s after 20 replications, the probability to 0.15 after about 40 (half-width 0.98 / sqrt n).
        var document = TestExperiments.TwoArms(horizonSeconds: 2_000) with
        {
            Kpis = [Late with { Estimator = new KpiEstimator(EstimatorKind.Above, 0.95) }],
            Replications = new ReplicationPlan { Initial = 20, Increment = 10, Max = 200, HalfWidths = [new HalfWidthRule("late", null, 0.15, null)] },
        };
        var answer = TestExperiments.Answer(document with { Arms = [.. document.Arms.Take(arms)] }, workers: 2);

        Assert.InRange(answer.Replications, 30, 90);
        Assert.True((arms == 1 ? answer.Arms[0].Kpis[0].Estimate.HalfWidth : answer.Comparisons[0].Difference.HalfWidth) <= 0.15);
    }

    [Fact]
    public void Analyse_QuestionsWithoutObservations_StayAndAreInconclusive()
    {
        // No customer comes within a microsecond, so that no wait is observed.
        var document = TestExperiments.TwoArms(horizonSeconds: 1e-6) with
        {
            Hypotheses =
            [
                new Hypothesis { Kpi = "wait", Compare = new ArmPair("fast", "slow"), Alternative = Alternative.Less },
                new Hypothesis { Kpi = "served", Compare = new ArmPair("fast", "slow"), Alternative = Alternative.Less, MinimumEffect = 1 },
            ],
            Guards = [new Guard { Kpi = "wait", AtMost = 3 }],
        };

        var answer = TestExperiments.Answer(document);
        var judged = answer.Comparisons;

        Assert.Equal([("wait", Verdict.Inconclusive), ("served", Verdict.Refuted)], judged.Select(c => (c.Kpi, c.Hypothesis!.Verdict)));
        Assert.All(judged, c => Assert.Equal(2, c.Hypothesis!.FamilySize));
        Assert.Equal((1, 1, double.NegativeInfinity), (judged[0].PValue, judged[0].Hypothesis!.AdjustedPValueAgainst, judged[0].Hypothesis!.Difference.Lower));
        Assert.Equal([("slow", Verdict.Inconclusive), ("fast", Verdict.Inconclusive)], answer.Guards.Select(g => (g.Arm, g.Result.Mean.Verdict)));
    }
}
