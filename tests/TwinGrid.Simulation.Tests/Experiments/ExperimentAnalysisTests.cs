using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Statistics.Hypotheses;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class ExperimentAnalysisTests
{
    [Fact]
    public void Analyse_HypothesisWithMinimumEffect_IsSupportedRefutedOrInconclusive()
    {
        // Steady mean wait 1 at rate 0.5 and 0.43 at rate 0.3: the true difference is near -0.55.
        Hypothesis Less(double effect) => new() { Kpi = "wait", Compare = new ArmPair("fast", "slow"), Alternative = Alternative.Less, MinimumEffect = effect };
        var document = TestExperiments.TwoArms(horizonSeconds: 2_000, replications: 40) with { Hypotheses = [Less(0.2), Less(5), Less(0.55)], Correction = MultipleTestCorrection.Holm };

        var answer = TestExperiments.Answer(document);

        var verdicts = answer.Comparisons.Where(c => c.Hypothesis is not null).Select(c => c.Hypothesis!).ToArray();
        Assert.Equal([Verdict.Supported, Verdict.Refuted], verdicts.Take(2).Select(v => v.Verdict));
        Assert.All(verdicts, v => Assert.Equal(3, v.FamilySize));
        Assert.True(verdicts[2].Verdict != Verdict.Inconclusive || verdicts[2].ReplicationsToDecide > 40);
    }

    [Fact]
    public void Analyse_GuardsAcceptanceAndTradeoffs_FollowTheArms()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 2_000, replications: 30) with
        {
            Kpis =
            [
                new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s", Direction = KpiDirection.Minimise },
                new ExperimentKpi { Id = "served", Of = "station.served.total", Unit = "1", Direction = KpiDirection.Maximise },
            ],
            Guards = [new Guard { Kpi = "wait", AtMost = 3 }, new Guard { Kpi = "served", Margin = 50, Against = "slow" }],
            Acceptance = [new AcceptanceRule { Kpi = "served", AtLeast = 800 }],
        };

        var answer = TestExperiments.Answer(document);

        Assert.Equal([("slow", Verdict.Supported), ("fast", Verdict.Supported), ("fast", Verdict.Refuted)], answer.Guards.Select(g => (g.Arm, g.Result.Mean.Verdict)));
        Assert.Equal([("slow", Verdict.Supported), ("fast", Verdict.Refuted)], answer.Acceptance.Select(a => (a.Arm, a.Result.Verdict)));
        Assert.Equal(["wait", "served"], answer.Tradeoffs!.Kpis);
        // One serves more, the other lets wait less: neither beats the other.
        Assert.All(answer.Tradeoffs.Set.Arms, a => Assert.True(a.OnFront));
        Assert.All(answer.Arms.SelectMany(a => a.Kpis), k => Assert.Single(k.WorstTails));
    }

    [Fact]
    public void Analyse_UncertainParameter_TellsItsSpreadFromThatOfChance()
    {
        var answer = TestExperiments.Answer(TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 4_000, replications: 3)) with { Arms = [new Arm { Name = "baseline" }] }, workers: 2);

        var served = answer.Arms[0].Kpis[1];
        Assert.Equal(36, answer.Replications);
        Assert.Equal(12, served.Estimate.N);
        // Customers served: uniform between 400 and 2 800, variance 600²·(4/3) = 480 000; Poisson noise about 1 600.
        Assert.InRange(served.Uncertainty!.DrawVariance!.Value, 160_000, 1_200_000);
        Assert.InRange(served.Uncertainty.SamplingVariance!.Value, 400, 6_400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyse_UncertainParameter_CountsDrawsWhereverIntervalsAreMade(bool commonRandomNumbers)
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 500, replications: 10)) with
        {
            Arms = [new Arm { Name = "one" }, new Arm { Name = "other" }],
            CommonRandomNumbers = commonRandomNumbers,
            Kpis = [new ExperimentKpi { Id = "served", Of = "station.served.total", Unit = "1", Direction = KpiDirection.Maximise }],
            Guards = [new Guard { Kpi = "served", AtLeast = 100 }, new Guard { Kpi = "served", Margin = 100 }],
            Acceptance = [new AcceptanceRule { Kpi = "served", AtLeast = 100 }],
        };

        var answer = TestExperiments.Answer(document, workers: 2);

        Assert.All(answer.Guards, guard => Assert.Equal(12, guard.Result.Mean.Difference.N));
        Assert.Equal(12, answer.Comparisons[0].Difference.N);
        Assert.All(answer.Acceptance, rule => Assert.Equal(("Korn-Graubard", 120), (rule.Result.Kept.Method, rule.Result.Kept.N)));
        // The rate decides how many are served: ten replications of a draw tell little more than one.
        Assert.All(answer.Acceptance, rule => Assert.InRange(rule.Result.Kept.EffectiveN, 6, 30));
        Assert.All(answer.Arms.SelectMany(arm => arm.Kpis[0].Quantiles), quantile => Assert.Equal("Woodruff, by draws", quantile.Method));
    }

    [Fact]
    public void Analyse_HalfWidthOutOfReach_SaysSo()
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 500, replications: 2)) with
        {
            Arms = [new Arm { Name = "baseline" }],
            Replications = new ReplicationPlan { Initial = 10, Increment = 5, Max = 20, HalfWidths = [new HalfWidthRule("served", null, 0.02, null)] },
        };

        var answer = TestExperiments.Answer(document, workers: 2);

        Assert.Equal(240, answer.Replications);
        Assert.Contains(answer.Warnings, warning => warning.StartsWith("served: the half-width asked for was not reached within 240 replications", StringComparison.Ordinal) && warning.Contains("more draws", StringComparison.Ordinal));
    }

    [Fact]
    public void Analyse_TwoLevelDesign_FindsTheEffect()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 1_000, replications: 5) with
        {
            Arms = [],
            Design = new DesignPlan
            {
                Factors =
                [
                    new Factor { Path = "station.rate", Levels = [new NumberValue(0.2), new NumberValue(0.4)] },
                    new Factor { Path = "station.breakAt", Levels = [new NumberValue(1_000_000), new NumberValue(2_000_000)] },
                ],
            },
        };

        var answer = TestExperiments.Answer(document);

        Assert.Equal(4, answer.Arms.Count);
        var effects = answer.Effects.Single(e => e.Kpi == "served").Analysis.Effects;
        // 200 more customers at the higher rate; the other factor does nothing, so that its pairs are equal to the bit.
        Assert.InRange(effects.Single(e => e.Term == "station.rate").Effect.Mean, 160, 240);
        Assert.Equal(0, effects.Single(e => e.Term == "station.breakAt").Effect.Mean);
    }

    [Fact]
    public void Analyse_Sensitivity_NamesTheFactorThatDrives()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 300, replications: 2) with
        {
            Sensitivity = new SensitivityPlan
            {
                Kpis = ["served"],
                Samples = 128,
                Factors =
                [
                    new SensitivityFactor { Path = "station.rate", Low = new NumberValue(0.1), High = new NumberValue(0.8) },
                    new SensitivityFactor { Path = "station.breakAt", Low = new NumberValue(1e6), High = new NumberValue(2e6) },
                ],
            },
        };
        var plan = TestExperiments.Plan(document);

        var answer = ExperimentAnalysis.Analyse(
            plan, TestExperiments.Execute(plan, 2).Results, SensitivityExecutor.Execute(plan, 2, null, TestContext.Current.CancellationToken));

        var drivers = Assert.Single(answer.Drivers);
        Assert.Equal(["station.rate", "station.breakAt"], drivers.Factors);
        Assert.InRange(drivers.Indices.First[0].Value, 0.8, 1.2);
        Assert.InRange(drivers.Indices.Total[1].Value, -0.1, 0.1);
    }

    [Fact]
    public void Analyse_LongRunInBatches_WeighsCustomersAndCoversTheSteadyMean()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 400_000, replications: 1) with { Analysis = AnalysisKind.SteadyState, WarmUp = WarmUpRule.Mser5 };
        var answer = TestExperiments.Answer(document with { Kpis = [document.Kpis[0]], Guards = [new Guard { Kpi = "wait", AtMost = 0.6 }] });

        Assert.Equal([("slow", Verdict.Refuted), ("fast", Verdict.Supported)], answer.Guards.Select(g => (g.Arm, g.Result.Mean.Verdict)));
        Assert.All(answer.Guards, g => Assert.Null(g.Result.Violation));

        // M/M/1: Wq = rho / (mu - lambda): 1 at 0.5 and 3/7 at 0.3.
        Assert.All(answer.Arms.Zip([1.0, 3.0 / 7]), pair => Assert.InRange(pair.Second, Widened(pair.First.Kpis[0], -1), Widened(pair.First.Kpis[0], 1)));
        Assert.All(answer.Arms, a => Assert.StartsWith("batch means", a.Kpis[0].Estimate.Method, StringComparison.Ordinal));

        // Twice the half-width of a 95 % interval is about four standard errors.
        static double Widened(KpiAnswer kpi, int sign) => kpi.Estimate.Mean + sign * 2 * kpi.Estimate.HalfWidth;
    }

    [Fact]
    public void Compile_PathsThatAreNotThere_NameWhatIsMeant()
    {
        var document = TestExperiments.TwoArms();
        var errors = TestExperiments.Errors(document with
        {
            Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wayt", Unit = "s" }, new ExperimentKpi { Id = "served", Of = "station.served", Unit = "m" }],
            Interventions = [new Intervention { Name = "boost", AtSeconds = 5, Set = TestExperiments.Settings(("station.service", new NumberValue(3))) }],
        });
        var settings = TestExperiments.Errors(document with { Set = TestExperiments.Settings(("station.raet", new NumberValue(1))) });
        var range = TestExperiments.Errors(document with { Set = TestExperiments.Settings(("station.rate", new NumberValue(1000, "/min")), ("station.breakAt", new NumberValue(1.5))) });

        Assert.Equal(["intervention 'boost': 'station.service' can't change while the model runs; of station rate can"], errors.Select(e => e.Message));
        Assert.Equal(["no parameter 'station.raet'; did you mean 'station.rate'?"], settings.Select(e => e.Message));
        Assert.Equal(["station.breakAt: 1.5: a whole number is expected"], range.Select(e => e.Message).Where(m => m.Contains("breakAt", StringComparison.Ordinal)));
        var kpis = TestExperiments.Errors(document with { Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wayt", Unit = "s" }, new ExperimentKpi { Id = "served", Of = "station.served", Unit = "m" }] });
        Assert.Equal(
            ["KPI 'wait': the model has no output 'station.wayt'; did you mean 'station.wait'?", "KPI 'served': 'station.served' is in '/s' (s-1), which can't be given in 'm' (m)"],
            kpis.Select(e => e.Message));
    }

    [Fact]
    public void Execute_InterventionForAWhile_ChangesAndGoesBack()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 100, replications: 2) with
        {
            Kpis = [new ExperimentKpi { Id = "rate", Of = "station.rate.mean", Unit = "/s" }],
            Arms = [new Arm { Name = "baseline" }],
            Interventions =
            [
                new Intervention { Name = "more", AtSeconds = 10, UntilSeconds = 20, EverySeconds = 50, Set = TestExperiments.Settings(("station.rate", new NumberValue(1.5))) },
            ],
        };

        // 0.5 for 80 s and 1.5 for 20 s.
        Assert.Equal(0.7, TestExperiments.Answer(document).Arms[0].Kpis[0].Estimate.Mean, 12);
    }

    [Fact]
    public void Analyse_UncertainParameterOfALongRun_TakesAllDraws()
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 4_000, replications: 1)) with { Analysis = AnalysisKind.SteadyState, WarmUp = WarmUpRule.Mser5 };
        var served = TestExperiments.Answer(document with { Arms = [new Arm { Name = "baseline" }], Kpis = [document.Kpis[0]] }, workers: 2).Arms[0].Kpis[0];

        Assert.Equal(12, served.Estimate.N);
        Assert.DoesNotContain("batch", served.Estimate.Method, StringComparison.Ordinal);
        // Waits of 0.1 to 2.3 s, by draws of the rate between 0.1 and 0.7.
        Assert.InRange(served.Estimate.StandardDeviation, 0.4, 1);
    }

    [Fact]
    public void Analyse_TwoLevelDesignUnderUncertainParameters_CountsDraws()
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 300, replications: 5)) with
        {
            Arms = [],
            Design = new DesignPlan { Factors = [new Factor { Path = "station.breakAt", Levels = [new NumberValue(1_000_000), new NumberValue(2_000_000)] }] },
        };
        var alone = TestExperiments.Answer(document with { Uncertainty = null, Replications = ReplicationPlan.Fixed(12) });

        var answer = TestExperiments.Answer(document, workers: 2);

        // One response of each arm and draw, whatever the number of replications of a draw.
        Assert.All(answer.Effects.Zip(alone.Effects), pair => Assert.Equal(pair.Second.Analysis.Effects[0].Effect.DegreesOfFreedom, pair.First.Analysis.Effects[0].Effect.DegreesOfFreedom));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyse_TradeoffsUnderUncertainParameters_RestOnDraws(bool commonRandomNumbers)
    {
        var document = TestExperiments.UncertainRate(TestExperiments.TwoArms(horizonSeconds: 300, replications: 5)) with
        {
            Arms = [new Arm { Name = "one" }, new Arm { Name = "other" }],
            CommonRandomNumbers = commonRandomNumbers,
            Kpis =
            [
                new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s", Direction = KpiDirection.Minimise },
                new ExperimentKpi { Id = "served", Of = "station.served.total", Unit = "1", Direction = KpiDirection.Maximise },
            ],
        };
        var plan = TestExperiments.Plan(document);
        var results = TestExperiments.Execute(plan, 2).Results;

        var tradeoffs = ExperimentAnalysis.Analyse(plan, results).Tradeoffs!;

        // Arms share the draws, so that dominance is told by pairs of draws even where they share no random numbers.
        Assert.Equal("intersection-union of paired Student t tests", tradeoffs.Set.Method);
        var samples = new ArmSamples(plan, results);
        Assert.Equal(12, samples[0, 0].Independent(plan.Draws).Length);
        Assert.Equal(samples[0, 0].All.Where((_, i) => i % 12 == 3).Average(), samples[0, 0].Independent(plan.Draws)[3], 12);
    }
}
