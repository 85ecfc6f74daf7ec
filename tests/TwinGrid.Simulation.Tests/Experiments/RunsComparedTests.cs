using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class RunsComparedTests
{
    [Fact]
    public void Difference_Probability_IsThatOfTheProbabilities()
    {
        var above = new KpiEstimator(EstimatorKind.Above, 0.6);
        var document = WaitAlone(TestExperiments.TwoArms(horizonSeconds: 2_000, replications: 40), above);
        var (slow, slowShare) = Run(document);
        var (fast, fastShare) = Run(document with { Set = TestExperiments.Settings(("station.rate", new Model.Behaviours.NumberValue(0.3))) });

        var difference = Compare(fast, slow)!;

        Assert.Equal(fastShare - slowShare, difference.Mean, 12);
        Assert.Equal((true, 40), (difference.Paired, difference.N));
        Assert.Null(Compare(fast, Run(WaitAlone(document, above with { Argument = 0.7 })).Record));
    }

    [Fact]
    public void Difference_Quantile_IsNone()
    {
        var (record, _) = Run(WaitAlone(TestExperiments.TwoArms(), new KpiEstimator(EstimatorKind.Quantile, 0.9)));

        Assert.Null(Compare(record, record));
    }

    [Fact]
    public void Difference_LongRun_IsNone()
    {
        var document = WaitAlone(TestExperiments.TwoArms(horizonSeconds: 20_000, replications: 1), KpiEstimator.Mean) with { Analysis = AnalysisKind.SteadyState };
        var (record, _) = Run(document);

        Assert.Null(Compare(record, record));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Difference_UncertainParameters_CountsDraws(ulong seed, bool isPaired)
    {
        var document = TestExperiments.UncertainRate(WaitAlone(TestExperiments.TwoArms(replications: 5), KpiEstimator.Mean));

        var difference = Compare(Run(document with { Seed = seed }).Record, Run(document).Record)!;

        Assert.Equal((isPaired, 12), (difference.Paired, difference.N));
    }

    [Fact]
    public void Of_WarmUpThatWasFound_IsLeftOutOfTheValues()
    {
        // A higher rate from 5 s to 100 s: a start-up that is over at a known time.
        var document = TestExperiments.TwoArms(horizonSeconds: 4_000, replications: 4) with
        {
            Analysis = AnalysisKind.SteadyState,
            WarmUp = WarmUpRule.Mser5,
            Kpis = [new ExperimentKpi { Id = "rate", Of = "station.rate.mean", Unit = "/s" }],
            Arms = [new Arm { Name = "baseline" }],
            Interventions = [new Intervention { Name = "burst", AtSeconds = 5, UntilSeconds = 100, Set = TestExperiments.Settings(("station.rate", new Model.Behaviours.NumberValue(0.9))) }],
        };
        var plan = TestExperiments.Plan(document);
        var (_, results) = TestExperiments.Execute(plan, 2);
        var answer = ExperimentAnalysis.Analyse(plan, results).Arms[0].Kpis[0].Estimate;

        var record = RunRecord.Of(plan, "", results, wasCut: false);

        // Over the whole run 0.5 + 0.4 * 95 / 4 000.
        Assert.All(results[0], result => Assert.Equal(0.5095, result.Kpis[0], 9));
        Assert.Equal(0.5, answer.Mean, 9);
        Assert.All(record.Traces, trace => Assert.Equal(0.5, trace.Kpis[0], 9));
        Assert.Null(ReplayCheck.FirstDifference(record, plan, results));
        Assert.Equal(record.Traces[0].Kpis[0], RunRecordJson.Read(RunRecordJson.Write(record)).Traces[0].Kpis[0]);
        Assert.Equal(record.Estimators, RunRecordJson.Read(RunRecordJson.Write(record)).Estimators);
    }

    private static ExperimentDocument WaitAlone(ExperimentDocument document, KpiEstimator estimator) => document with
    {
        Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s", Estimator = estimator }], Arms = [new Arm { Name = "baseline" }],
    };

    private static DifferenceEstimate? Compare(RunRecord treatment, RunRecord control) => RunsCompared.Difference(treatment, control, "baseline", (0, 0), 0.95);

    private static (RunRecord Record, double Estimate) Run(ExperimentDocument document)
    {
        var plan = TestExperiments.Plan(document);
        var (run, results) = TestExperiments.Execute(plan, 2);
        return (RunRecord.Of(plan, "", results, run.WasCut), ExperimentAnalysis.Analyse(plan, results).Arms[0].Kpis[0].Estimate.Mean);
    }
}
