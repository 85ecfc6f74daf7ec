using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;

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
    public void Cut_AfterAnArmHasLeft_KeepsWhatTheOthersDidSince()
    {
        var plan = TestExperiments.Plan(Document);
        var run = new ExperimentRun(plan);
        var runner = new ReplicationRunner(plan);
        var done = new int[4];
        while (done[0] < done[3] + 10 && run.TryTake(out var task))
        {
            run.Report(runner.Run(task, TestContext.Current.CancellationToken));
            done[task.Arm] = task.Replication + 1;
        }

        Assert.Equal(done[0], run.WholeReplications);
        Assert.Equal((done[0], done[3]), (run.Partial()[0].Count, run.Partial()[3].Count));
        Assert.True(run.Cut());

        var results = run.Results();
        Assert.Equal((done[0], done[3]), (results[0].Count, results[3].Count));
        Assert.Equal(results.Select(arm => arm.Count), Simulation.Experiments.Runs.SelectionRule.Result(plan, Document.Selection!, results).Replications);
        Assert.Equal(RunDigest.Of(results), RunDigest.Of(TestExperiments.Execute(plan, 1, [.. results.Select(arm => arm.Count)]).Results));
    }

    [Fact]
    public void Execute_AnyNumberOfWorkers_SameDigest()
    {
        var plan = TestExperiments.Plan(Document);

        Assert.Equal(RunDigest.Of(TestExperiments.Execute(plan, 1).Results), RunDigest.Of(TestExperiments.Execute(plan, 3).Results));
    }
}
