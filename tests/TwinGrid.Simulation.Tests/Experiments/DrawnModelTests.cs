using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>Replications whose parameters are drawn.</summary>
public sealed class DrawnModelTests
{
    private static readonly ParameterValue Uniform = new MapValue([KeyValuePair.Create<string, ParameterValue>("uniform", new MapValue(
    [
        KeyValuePair.Create<string, ParameterValue>("min", new NumberValue(0.2)), KeyValuePair.Create<string, ParameterValue>("max", new NumberValue(0.4)),
    ]))]);

    // The nominal rate is 0.5, which no draw is.
    private static readonly ExperimentDocument Document = TestExperiments.TwoArms(horizonSeconds: 50, replications: 1) with
    {
        Arms = [new Arm { Name = "surge" }],
        Kpis = [new ExperimentKpi { Id = "rate", Of = "station.rate.final", Unit = "/s" }],
        Interventions = [new Intervention { Name = "more", AtSeconds = 10, UntilSeconds = 20, Set = TestExperiments.Settings(("station.rate", new NumberValue(1.5))) }],
    };

    [Fact]
    public void Run_InterventionThatEnds_GoesBackToTheDrawnValue()
    {
        var plan = TestExperiments.Plan(Document with { Uncertainty = new UncertaintyPlan { Draws = 4, Parameters = [new UncertainParameter("station.rate", Uniform)] } });

        var results = TestExperiments.Execute(plan, 1).Results[0];

        Assert.Equal([.. Enumerable.Range(0, 4).Select(draw => plan.Model(0, draw).Find("station")!.Arguments.AsNumber("rate"))], results.Select(r => r.Kpis[0]));
        Assert.All(results, r => Assert.InRange(r.Kpis[0], 0.2, 0.4));
    }

    [Fact]
    public void RunPoint_InterventionThatEnds_GoesBackToThePointsValueAndKeepsNoSeries()
    {
        var plan = TestExperiments.Plan(Document with
        {
            Analysis = AnalysisKind.SteadyState,
            WarmUp = WarmUpRule.Mser5,
            Replications = ReplicationPlan.Fixed(2),
            Kpis = [new ExperimentKpi { Id = "rate", Of = "station.rate.mean", Unit = "/s" }],
            Sensitivity = new SensitivityPlan { Kpis = ["rate"], Samples = 16, Replications = 2, Factors = [new SensitivityFactor { Path = "station.rate", Low = new NumberValue(0.2), High = new NumberValue(0.4) }] },
        });

        var result = new ReplicationRunner(plan).RunPoint(0, TestContext.Current.CancellationToken)[0];

        // A fifth of the time at 1.5, the rest at what the point says.
        Assert.InRange(result.Kpis[0], (0.2 * 1.5) + (0.8 * 0.2), (0.2 * 1.5) + (0.8 * 0.4));
        Assert.Empty(result.Series);
    }
}
