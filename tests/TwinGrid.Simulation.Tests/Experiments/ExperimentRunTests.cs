using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class ExperimentRunTests
{
    private static readonly ReplicationPlan Sequential = new()
    {
        Initial = 10, Increment = 5, Max = 200, HalfWidths = [new HalfWidthRule("wait", null, 0.06, null)],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Execute_AnyNumberOfWorkers_SameDigestAndReplications(int workers)
    {
        var plan = TestExperiments.Plan(TestExperiments.TwoArms() with { Replications = Sequential });
        var expected = TestExperiments.Execute(plan, 1).Results;

        var results = TestExperiments.Execute(plan, workers).Results;

        Assert.Equal(expected[0].Count, results[0].Count);
        Assert.Equal(RunDigest.Of(expected), RunDigest.Of(results));
    }

    [Fact]
    public void Report_ResultsInAnyOrder_DecidesOnWholePrefixesAtLooksOnly()
    {
        var plan = TestExperiments.Plan(TestExperiments.TwoArms() with { Replications = Sequential });
        var expected = TestExperiments.Execute(plan, 1).Results[0].Count;
        var run = new ExperimentRun(plan, speculation: 200);
        var runner = new ReplicationRunner(plan);
        var results = new Stack<ReplicationResult>();
        while (run.TryTake(out var task))
        {
            results.Push(runner.Run(task, TestContext.Current.CancellationToken));
        }

        // Last ones first: nothing is whole until the very first arrives.
        while (results.TryPop(out var result))
        {
            run.Report(result);
        }

        Assert.True(run.IsComplete);
        Assert.Equal(expected, run.Results()[0].Count);
        Assert.Equal(0, (expected - Sequential.Initial) % Sequential.Increment);
        Assert.InRange(expected, Sequential.Initial + 1, Sequential.Max - 1);
    }

    [Fact]
    public void Execute_SequentialRule_StopsAtTheFirstLookAtWhichItHolds()
    {
        var document = TestExperiments.TwoArms() with { Replications = Sequential };
        var plan = TestExperiments.Plan(document);
        var results = TestExperiments.Execute(plan, 2).Results;

        var answer = ExperimentAnalysis.Analyse(plan, results);
        var earlier = ExperimentAnalysis.Analyse(plan, [.. results.Select(r => r.Take(results[0].Count - Sequential.Increment).ToArray())]);

        Assert.True(Difference(answer).HalfWidth <= 0.06);
        Assert.True(Difference(earlier).HalfWidth > 0.06);
    }

    [Fact]
    public void Cut_HalfWay_AnswersWithTheWholePrefixAndAReplayOfItsNumberGivesTheSame()
    {
        var plan = TestExperiments.Plan(TestExperiments.TwoArms(replications: 50));
        var run = new ExperimentRun(plan);
        var runner = new ReplicationRunner(plan);
        for (var i = 0; i < 31 && run.TryTake(out var task); i++)
        {
            run.Report(runner.Run(task, TestContext.Current.CancellationToken));
        }

        Assert.True(run.Cut());

        var results = run.Results();
        Assert.All(results, r => Assert.Equal(15, r.Count));
        Assert.Equal(RunDigest.Of(results), RunDigest.Of(TestExperiments.Execute(plan, 2, replications: [15, 15]).Results));
    }

    [Theory]
    [InlineData(31, 15, true)]
    [InlineData(2, 1, true)]
    [InlineData(1_000, 20, false)]
    public void Execute_BudgetOfReplications_GivesEachArmItsShare(long budget, int expected, bool wasCut)
    {
        var plan = TestExperiments.Plan(TestExperiments.TwoArms(replications: 20) with { Budget = new RunBudget { Replications = budget } });
        var (run, results) = TestExperiments.Execute(plan, 2);
        Assert.All(results, arm => Assert.Equal(expected, arm.Count));
        Assert.Equal(wasCut, run.WasCut);
        var whole = TestExperiments.Execute(TestExperiments.Plan(TestExperiments.TwoArms(replications: 20)), 1).Results;
        Assert.Equal(RunDigest.Of([.. whole.Select(arm => arm.Take(expected).ToArray())]), RunDigest.Of(results));
    }

    [Fact]
    public void Cut_ModelThatHasNoSteadyState_Fails()
    {
        var plan = TestExperiments.Plan(TestExperiments.TwoArms(replications: 50) with { Analysis = AnalysisKind.SteadyState });
        var run = new ExperimentRun(plan);
        var runner = new ReplicationRunner(plan);
        for (var i = 0; i < 10 && run.TryTake(out var task); i++)
        {
            run.Report(runner.Run(task, TestContext.Current.CancellationToken) with { Growing = ["station"] });
        }

        run.Cut();

        Assert.StartsWith("arm 'slow' has no steady state: station never empties", run.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_BeforeTheFirstReplication_Fails()
    {
        var run = new ExperimentRun(TestExperiments.Plan(TestExperiments.TwoArms()));

        Assert.False(run.Cut());
        Assert.Contains("budget", run.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_ModelThatFails_TellsArmReplicationAndReason()
    {
        var document = TestExperiments.TwoArms();
        var plan = TestExperiments.Plan(document with { Arms = [document.Arms[0], document.Arms[1] with { Set = TestExperiments.Settings(("station.breakAt", new NumberValue(3))) }] });
        var run = new ExperimentRun(plan);

        ExperimentExecutor.Execute(plan, run, 2, null, TestContext.Current.CancellationToken);

        Assert.Equal("arm 'fast', replication 0: station: customer 3 broke it.", run.Failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Execute_ModuleThatCrashes_TellsArmReplicationAndComponent(int workers)
    {
        var document = TestExperiments.TwoArms(replications: 1);
        var plan = TestExperiments.Plan(document with { Arms = [document.Arms[0], document.Arms[1] with { Set = TestExperiments.Settings(("station.crashAt", new NumberValue(3))) }] });

        var wrong = Assert.Throws<ModelException>(() => ExperimentExecutor.Execute(plan, new ExperimentRun(plan), workers, null, TestContext.Current.CancellationToken));

        Assert.Equal("arm 'fast', replication 0: station: InvalidOperationException: customer 3 is nobody", wrong.Message);
    }

    [Fact]
    public void Execute_ModelThatNeverGetsOn_EndsByTheBudgetOfEvents()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 1e6);
        var plan = TestExperiments.Plan(document with { Budget = new RunBudget { Events = 5_000 } });
        var run = new ExperimentRun(plan);

        ExperimentExecutor.Execute(plan, run, 1, null, TestContext.Current.CancellationToken);

        Assert.Contains("after 5000 events", run.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        var plan = TestExperiments.Plan(TestExperiments.TwoArms(replications: 1_000));

        Assert.Throws<OperationCanceledException>(() => ExperimentExecutor.Execute(plan, new ExperimentRun(plan), 2, _ => source.Cancel(), source.Token));
    }

    [Fact]
    public void FirstDifference_OfAReplay_IsNull_AndOfAnotherSeedNamesArmReplicationAndEvent()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 5_000, replications: 3);
        var plan = TestExperiments.Plan(document);
        var record = RunRecord.Of(plan, "", TestExperiments.Execute(plan, 1).Results, false);
        var other = TestExperiments.Plan(document with { Seed = 2 });

        Assert.Null(ReplayCheck.FirstDifference(record, plan, TestExperiments.Execute(plan, 2).Results));
        var difference = ReplayCheck.FirstDifference(record, other, TestExperiments.Execute(other, 2).Results);
        Assert.StartsWith("arm 'slow', replication 0: its events are the same up to event 0", difference, StringComparison.Ordinal);
    }

    private static DifferenceEstimate Difference(ExperimentAnswer answer) => answer.Comparisons.First(c => c.Kpi == "wait").Difference;
}
