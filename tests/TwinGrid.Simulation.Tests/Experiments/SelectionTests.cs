using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class SelectionTests
{
    private static readonly ExperimentDocument Document = TestExperiments.TwoArms() with
    {
        Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s", Direction = KpiDirection.Minimise }],
        Arms = [.. new[] { 0.2, 0.5, 0.6, 0.7 }.Select((rate, i) => new Arm { Name = $"arm-{i}", Set = TestExperiments.Settings(("station.rate", new NumberValue(rate))) })],
        Selection = new SelectionPlan { Kpi = "wait", Indifference = 0.2, Initial = 10 },
    };

    [Fact]
    public void Execute_ArmsThatAreFarBehind_LeaveEarlyAndTheBestIsSelected()
    {
        var plan = TestExperiments.Plan(Document);
        var results = TestExperiments.Execute(plan, 2).Results;

        var selected = Simulation.Experiments.Runs.SelectionRule.Result(plan, Document.Selection!, results);

        Assert.Equal(0, selected.Best);
        Assert.Equal(results.Select(r => r.Count), selected.Replications);
        Assert.True(results[3].Count <= results[1].Count, $"{results[3].Count} replications of the worst arm, {results[1].Count} of the second best.");
    }

    [Fact]
    public void Execute_AnyNumberOfWorkers_SameDigest()
    {
        var plan = TestExperiments.Plan(Document);

        Assert.Equal(RunDigest.Of(TestExperiments.Execute(plan, 1).Results), RunDigest.Of(TestExperiments.Execute(plan, 3).Results));
    }
}
