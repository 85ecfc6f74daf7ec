using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>One long run, in batches.</summary>
public sealed class LongRunTests
{
    private static readonly ExperimentDocument Wait = TestExperiments.TwoArms(horizonSeconds: 20_000, replications: 1) with
    {
        Analysis = AnalysisKind.SteadyState, Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s" }], Guards = [new Guard { Kpi = "wait", AtMost = 0.6 }],
    };

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Analyse_AnyBatchesThatMayBeWritten_GiveAnInterval(int batches)
    {
        foreach (var warmUp in new[] { WarmUpRule.Mser5, new WarmUpRule(WarmUpMethod.Given, 0) })
        {
            var answer = TestExperiments.Answer(Wait with { Batches = batches, WarmUp = warmUp });

            Assert.All(answer.Arms, arm => Assert.InRange(arm.Kpis[0].Estimate.N, Math.Min(batches, 10), batches));
            Assert.All(answer.Arms, arm => Assert.True(double.IsFinite(arm.Kpis[0].Estimate.HalfWidth)));
        }
    }

    [Fact]
    public void Analyse_NothingObserved_SaysSoAndComparesNothing()
    {
        foreach (var warmUp in new[] { WarmUpRule.Mser5, new WarmUpRule(WarmUpMethod.Given, 0) })
        {
            var answer = TestExperiments.Answer(Wait with { HorizonSeconds = 0.001, WarmUp = warmUp });

            Assert.All(answer.Arms, arm => Assert.Contains("nothing was observed", arm.Kpis[0].Estimate.Notes));
            Assert.All(answer.Arms, arm => Assert.True(double.IsNaN(arm.Kpis[0].Estimate.Mean)));
            Assert.Empty(answer.Comparisons);
        }
    }

    /// <summary>A single customer has a wait, but no spread.</summary>
    [Fact]
    public void Analyse_OneObservation_HasAMeanWithoutAnInterval()
    {
        var rare = Wait with { HorizonSeconds = 1_000, WarmUp = new WarmUpRule(WarmUpMethod.Given, 0), Set = TestExperiments.Settings(("station.rate", new NumberValue(0.001))) };
        rare = rare with { Arms = [rare.Arms[0]] };
        var alone = Enumerable.Range(1, 20).Select(seed => TestExperiments.Answer(rare with { Seed = (ulong)seed }).Arms[0].Kpis[0].Estimate).First(estimate => estimate.N == 1);

        Assert.Equal((0.0, double.PositiveInfinity), (alone.Mean, alone.HalfWidth));
        Assert.Contains("tells nothing about the spread", Assert.Single(alone.Notes), StringComparison.Ordinal);
    }

    /// <summary>Many replications share what is kept of their course.</summary>
    [Theory]
    [InlineData(20, 5_000)]
    [InlineData(10_000, 250)]
    [InlineData(1_000_000, 200)]
    public void KpiGrid_MoreReplications_HaveFewerStretches(int replications, int stretches) =>
        Assert.Equal(stretches, KpiGrid.Of(TestExperiments.Plan(Wait with { Replications = ReplicationPlan.Fixed(replications), WarmUp = WarmUpRule.Mser5 })).Length);
}
