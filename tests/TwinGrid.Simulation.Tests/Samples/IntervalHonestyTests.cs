using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>Row 69: of a thousand 95 % intervals the number that contain the exact value is binomial, 926 to 971 with a chance of 99.9 %.</summary>
public sealed class IntervalHonestyTests
{
    private const int Seeds = 1_000;

    [Fact]
    public void SerialLine_ThousandSeeds_IntervalsContainTheExactThroughput()
    {
        var document = Sample.Read("textbook/serial-line.yaml", new ExperimentOverrides { Horizon = "260", WarmUp = "60", Set = Sample.Set("line.rates=[1,1]", "line.buffers=[0]") });

        AssertHonest(document, answer => Contains(answer.Arms[0].Kpis[0], 2.0 / 3));
    }

    [Fact]
    public void Mm1InSteadyState_ThousandSeeds_IntervalsContainTheExactWait()
    {
        var document = Sample.Read("textbook/mgc.yaml", new ExperimentOverrides { Horizon = "1700", WarmUp = "100", Replications = "10", Set = Sample.Set("arrival.rate=0.3") });

        AssertHonest(document, answer => Contains(answer.Arms[0].Kpis.Single(k => k.Kpi == "wait"), 0.3 / 0.7));
    }

    [Fact]
    public void PairedDifference_ThousandSeeds_IntervalsContainTheExactEffect()
    {
        var document = Sample.Read("textbook/mgc.yaml", new ExperimentOverrides { Horizon = "1700", WarmUp = "100", Replications = "25", Set = Sample.Set("arrival.rate=0.3") });
        var arms = document with { Arms = [document.Arms[0], new Arm { Name = "more", Set = Experiments.TestExperiments.Settings(("arrival.rate", new Model.Behaviours.NumberValue(0.35, "/s"))) }] };

        AssertHonest(arms, answer => answer.Comparisons.Single(c => c.Kpi == "wait").Difference is var d && d.Lower <= Effect && Effect <= d.Upper);
    }

    private const double Effect = 0.35 / 0.65 - 0.3 / 0.7;

    private static void AssertHonest(ExperimentDocument document, Func<ExperimentAnswer, bool> isRight)
    {
        var hits = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var plan = ExperimentCompiler.Compile(document with { Seed = seed }, null, BuiltInModules.Catalog, StartState.Empty).Plan!;
            var run = Sample.Run(plan);
            Assert.Null(run.Failure);
            hits += isRight(ExperimentAnalysis.Analyse(plan, run.Results())) ? 1 : 0;
        }

        Assert.InRange(hits, 926, 971);
    }

    private static bool Contains(KpiAnswer kpi, double exact) => kpi.Estimate.Lower <= exact && exact <= kpi.Estimate.Upper;
}
