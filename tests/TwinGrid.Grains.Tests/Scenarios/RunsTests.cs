using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing.Models;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Runs in a cluster of two silos, which all tests here share: starting it is slow.</summary>
public sealed class RunsTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private const string Sequential = "{initial: 10, increment: 5, max: 400, halfWidth: {kpi: wait, absolute: 0.06}}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ScenarioCluster Cluster => silos.Cluster;

    [Theory]
    [InlineData("100")]
    [InlineData(Sequential)]
    public async Task Start_OnTwoSilos_GivesTheDigestOfOneThread(string replications)
    {
        var order = Orders.TwoArms(replications);
        var (answer, counts) = Offline(order);

        var run = await Cluster.RunAsync(order);

        Assert.Equal((RunPhase.Succeeded, ""), (run.Phase, run.Error));
        var result = (await Cluster.Runs.GetResultAsync("plant", run.Id, Token))!;
        Assert.Equal(answer.Digest, result.Digest);
        Assert.Equal(counts, result.Record.Actual);
        Assert.Equal(answer.Arms[1].Kpis[0].Estimate.Mean, result.Arms[1].Kpis[0].Estimate.Mean);
        Assert.Equal(answer.Comparisons[0].Difference.HalfWidth, result.Comparisons[0].Difference.HalfWidth);
        Assert.Equal(2, run.Progress.Silos);
        Assert.Equal(("station", "ann", ExperimentKind.Experiment), (run.Document, run.CreatedBy, run.Kind));
    }

    [Fact]
    public async Task Start_SensitivityAnalysis_GivesTheIndicesOfOneThread()
    {
        var order = Orders.TwoArms("4", "50 s", "sensitivity: {kpis: [served], samples: 16, factors: [{path: station.rate, low: 0.2, high: 0.8}]}");
        var run = await Cluster.RunAsync(order);
        Assert.Equal((RunPhase.Succeeded, ""), (run.Phase, run.Error));
        Assert.Equal((48, 48), (run.Progress.PointsDone, run.Progress.Points));
    }

    [Fact]
    public async Task Replay_SameHost_IsBitForBitTheSame()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms(Sequential));
        var replay = await Cluster.EndOf(await Cluster.Runs.ReplayAsync("plant", run.Id, "bob", Token));
        Assert.Equal((RunPhase.Succeeded, "", run.Id, "bob"), (replay.Phase, replay.FirstDifference, replay.ReplayOf, replay.CreatedBy));
        var (first, second) = (await Cluster.Runs.GetResultAsync("plant", run.Id, Token), await Cluster.Runs.GetResultAsync("plant", replay.Id, Token));
        Assert.Equal(first!.Digest, second!.Digest);
        Assert.Equal(first.Record.Actual, second.Record.Actual);
    }

    [Fact]
    public async Task Start_ModelThatFails_SaysArmReplicationAndReason()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms() with { Overrides = new RunOverrides { Set = [new RunSetting("station.breakAt", "3")] } });
        Assert.Equal((RunPhase.Failed, "arm 'slow', replication 0: station: customer 3 broke it."), (run.Phase, run.Error));
        Assert.Null(await Cluster.Runs.GetResultAsync("plant", run.Id, Token));
        await Refused(RunRefusal.WrongState, async () => await Cluster.Runs.ReplayAsync("plant", run.Id, "bob", Token));
    }

    [Fact]
    public async Task Start_ModuleThatCrashesOnEverySilo_FailsAndSaysArmReplicationAndComponent()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms() with { Overrides = new RunOverrides { Set = [new RunSetting("station.crashAt", "3")] } });
        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Matches("^arm '(slow|fast)', replication [0-9]+: station: InvalidOperationException: customer 3 is nobody$", run.Error);
    }

    [Fact]
    public async Task Join_StoreThatDoesNotAnswerAtFirst_IsReadAgain()
    {
        var reads = 0;
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new RunStore(new MemoryDocuments
        {
            BeforeGet = _ =>
            {
                if (Interlocked.Increment(ref reads) == 1)
                {
                    throw new IOException("the store does not answer");
                }

                again.SetResult();
                return Task.CompletedTask;
            },
        });

        ActivatorUtilities.CreateInstance<ReplicationCrew>(Cluster.On(0), store).Join("plant", "run");

        await again.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task Replay_AsManyRunsAsMayGoOn_IsRefused()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms("2"));
        var options = Cluster.On(0).GetRequiredService<ScenarioOptions>();
        var most = options.MaxActiveRuns;
        options.MaxActiveRuns = 0;
        try
        {
            await Refused(RunRefusal.Busy, async () => await Cluster.Runs.ReplayAsync("plant", run.Id, "bob", Token));
        }
        finally
        {
            options.MaxActiveRuns = most;
        }
    }

    [Fact]
    public async Task Look_ActiveRunsThatAreOverOrWereNeverMade_AreForgotten()
    {
        var over = await Cluster.RunAsync(Orders.TwoArms("2"));
        var starting = RunIds.New(TimeProvider.System);
        foreach (var id in new[] { over.Id, "20260101-000000-aaaa", starting })
        {
            await Cluster.Documents.PutAsync("runs-active", $"plant/{id}", Array.Empty<byte>(), null, Token);
        }

        await ActivatorUtilities.CreateInstance<RunResumer>(Cluster.On(0)).LookAsync(Token);

        Assert.Equal([("plant", starting)], await Cluster.Store.ListActiveAsync("plant", Token));
        await Cluster.Store.ForgetActiveAsync("plant", starting, Token);
    }

    [Fact]
    public async Task Start_WrongOrders_AreRefusedInWords()
    {
        var unit = await Refused(RunRefusal.InvalidDocuments, async () => await Cluster.Runs.StartAsync(Orders.TwoArms(horizon: "200 kg"), Token));
        Assert.Contains("station.yaml", unit.Message, StringComparison.Ordinal);
        var module = await Refused(
            RunRefusal.InvalidDocuments,
            async () => await Cluster.Runs.StartAsync(Orders.Of(Orders.TwoArms().Files[0].Content.Replace("test-station", "test-sation", StringComparison.Ordinal)), Token));
        Assert.Contains("test-station", module.Message, StringComparison.Ordinal);
        Assert.NotEmpty(module.Diagnostics);
        await Refused(RunRefusal.NotFound, async () => await Cluster.Runs.StartAsync(Orders.TwoArms() with { Plant = "none" }, Token));
        var name = await Refused(RunRefusal.InvalidOrder, async () => await Cluster.Runs.StartAsync(Orders.TwoArms() with { Document = "sation" }, Token));
        Assert.Contains("Did you mean 'station'?", name.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GoodOrder_TellsWhatWouldRunAndStoresNothing()
    {
        var before = (await Cluster.Runs.ListAsync("plant", Token)).Count;
        var check = await Cluster.Runs.CheckAsync(Orders.TwoArms("30"), Token);
        Assert.Equal(("station", 30, 2), (check.Document, check.Planned, check.Arms.Count));
        Assert.Equal(before, (await Cluster.Runs.ListAsync("plant", Token)).Count);
    }

    [Fact]
    public async Task Watch_LongRun_TellsReplicationsAndIntervalsUntilItIsCancelled()
    {
        var run = await Cluster.Runs.StartAsync(Orders.TwoArms("100000", "20000 s"), Token);
        await foreach (var now in Cluster.Runs.WatchAsync("plant", run.Id, Token))
        {
            if (now.Progress.Intervals.Count > 0)
            {
                Assert.Equal((RunPhase.Running, 2), (now.Phase, now.Progress.Done.Count));
                Assert.True(now.Progress.RemainingSeconds > 0);
                Assert.Contains(now.Progress.Intervals, one => one is { Kpi: "wait", Arm: "fast", Control: "slow", HalfWidth: > 0 and < double.PositiveInfinity });
                break;
            }
        }

        await Refused(RunRefusal.WrongState, async () => await Cluster.Runs.DeleteAsync("plant", run.Id, null, Token));
        var cancelled = (await Cluster.Runs.CancelAsync("plant", run.Id, discard: true, Token))!;
        Assert.Equal(RunPhase.Cancelled, cancelled.Phase);
        Assert.Equal(RunPhase.Cancelled, (await Cluster.EndOf(run)).Phase);
        Assert.True(await Cluster.Runs.DeleteAsync("plant", run.Id, cancelled.Revision, Token));
        Assert.Null(await Cluster.Runs.GetAsync("plant", run.Id, Token));
        Assert.False(await Cluster.Runs.DeleteAsync("plant", run.Id, null, Token));
        Assert.Empty(await Cluster.Store.ReadPartsAsync("plant", run.Id, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Cancel_KeepingWhatItHas_AnswersAndIsReplayedByItsNumbers()
    {
        var run = await Cluster.Runs.StartAsync(Orders.TwoArms("100000", "20000 s"), Token);
        await foreach (var now in Cluster.Runs.WatchAsync("plant", run.Id, Token))
        {
            if (now.Progress.Whole >= 3)
            {
                break;
            }
        }

        var cut = (await Cluster.Runs.CancelAsync("plant", run.Id, discard: false, Token))!;
        Assert.Equal((RunPhase.Succeeded, true), (cut.Phase, cut.WasCut));
        var result = (await Cluster.Runs.GetResultAsync("plant", run.Id, Token))!;
        Assert.InRange(result.Replications, 3, 99_999);
        var replay = await Cluster.EndOf(await Cluster.Runs.ReplayAsync("plant", run.Id, "bob", Token));
        Assert.Equal((RunPhase.Succeeded, ""), (replay.Phase, replay.FirstDifference));
        Assert.Equal(result.Digest, (await Cluster.Runs.GetResultAsync("plant", replay.Id, Token))!.Digest);
    }

    [Fact]
    public async Task Start_DeadlinePassed_EndsWithWhatItHas()
    {
        var order = Orders.TwoArms("100000", "20000 s") with { DeadlineNs = Model.Samples.Nanoseconds.Now(TimeProvider.System) + (2 * Model.Samples.Nanoseconds.PerSecond) };
        var run = await Cluster.RunAsync(order);
        Assert.Equal((RunPhase.Succeeded, true), (run.Phase, run.WasCut));
    }

    [Fact]
    public async Task Export_FinishedRun_GivesRecordTableAndDocuments()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms("6"));
        var table = (await ExportAsync(run, RunExport.Replications)).Split('\n');
        Assert.Equal("arm,replication,wait,served,events,digest", table[0]);
        Assert.Equal(14, table.Length);
        Assert.StartsWith("slow,0,", table[1], StringComparison.Ordinal);
        Assert.StartsWith("fast,5,", table[12], StringComparison.Ordinal);
        var record = await Cluster.Store.GetRecordAsync("plant", run.Id, Token);
        Assert.Equal(12, record!.Traces.Length);
        Assert.Contains($"\"digest\":\"{record.Digest}\"", await ExportAsync(run, RunExport.Record), StringComparison.Ordinal);
        Assert.Contains("station.yaml", await ExportAsync(run, RunExport.Documents), StringComparison.Ordinal);
        await Refused(RunRefusal.WrongState, async () => await ExportAsync(run, RunExport.Cut));
    }

    [Fact]
    public async Task Prepare_OtherModulesThanTheRunStartedWith_IsRefused()
    {
        var run = await Cluster.RunAsync(Orders.TwoArms("2"));
        Assert.Equal("test-station@1", Assert.Single(run.Modules));
        await Fresh().GetAsync(run, Token);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Fresh().GetAsync(run with { Modules = ["test-station@1 0123"] }, Token));

        Assert.Contains("test-station@1 0123 instead of test-station@1", refused.Message, StringComparison.Ordinal);

        // One that remembers nothing, as on a silo that has just come up.
        PreparedRuns Fresh() => ActivatorUtilities.CreateInstance<PreparedRuns>(Cluster.On(0));
    }

    [Fact]
    public async Task List_Runs_AreNewestFirstAndBounded()
    {
        for (var i = 0; i < 3; i++)
        {
            await Cluster.RunAsync(Orders.TwoArms("1", "1 s"));
        }

        var runs = await Cluster.Runs.ListAsync("plant", Token);
        Assert.Equal(runs.Select(run => run.Id).OrderDescending(StringComparer.Ordinal), runs.Select(run => run.Id));
        Assert.InRange(runs.Count(run => run.IsOver), 3, 21);
        Assert.Empty(await Cluster.Runs.ListAsync("other", Token));
    }

    [Fact]
    public async Task Compare_RunsOfOneSeed_PairsTheirReplicationsAndTellsWhatDiffers()
    {
        var first = await Cluster.RunAsync(Orders.TwoArms("12"));
        var faster = await Cluster.RunAsync(new RunOrder
        {
            Plant = "plant", FromRun = first.Id, Overrides = new RunOverrides { Replications = "10", Set = [new RunSetting("station.rate", "0.4")] },
        });
        var otherSeed = await Cluster.RunAsync(new RunOrder { Plant = "plant", FromRun = first.Id, Overrides = new RunOverrides { Seed = "7" } });

        var sides = await Cluster.Runs.CompareAsync("plant", [first.Id, faster.Id, otherSeed.Id], Token);

        Assert.Equal(["document", "seed", "replications"], sides.MadeOf.Select(one => one.What));
        Assert.Equal(["1", "1", "7"], sides.MadeOf[1].Values);
        var row = sides.Rows.Single(one => one is { Kpi: "served", Arm: "slow" });
        var values = await Task.WhenAll(new[] { first, faster, otherSeed }.Select(async run =>
            (await Cluster.Store.GetRecordAsync("plant", run.Id, Token))!.Traces.Where(trace => trace.Arm == 0).Select(trace => trace.Kpis[1]).ToArray()));
        Assert.Equal(values[1].Zip(values[0], (a, b) => a - b).Average(), row.Differences[1]!.Mean, 12);
        Assert.Equal(10, row.Differences[1]!.N);
        Assert.Equal(values[2].Average() - values[0].Average(), row.Differences[2]!.Mean, 12);
        Assert.Null(row.Differences[0]);
        await Refused(RunRefusal.NotFound, async () => await Cluster.Runs.CompareAsync("plant", [first.Id, "none"], Token));
    }

    [Fact]
    public async Task Compare_RunWhoseWarmUpIsFound_ComparesWhatIsLeft()
    {
        var first = await Cluster.RunAsync(Orders.TwoArms("4", "500 s", "analysis: steady-state"));
        var other = await Cluster.RunAsync(new RunOrder { Plant = "plant", FromRun = first.Id });
        var record = (await Cluster.Store.GetRecordAsync("plant", other.Id, Token))!;
        Assert.True(record.IsWarmUpFound);

        // As if a warm-up had been found whose end takes a second of every wait: no replication by itself tells that.
        var cut = record with { Traces = [.. record.Traces.Select(trace => trace with { Kpis = [trace.Kpis[0] - 1, trace.Kpis[1]] })] };
        await Cluster.Store.PutResultAsync(other, (await Cluster.Store.GetResultAsync("plant", other.Id, Token))!, cut, Token);

        var row = (await Cluster.Runs.CompareAsync("plant", [first.Id, other.Id], Token)).Rows.Single(one => one is { Kpi: "wait", Arm: "slow" });
        Assert.Equal(-1, row.Differences[1]!.Mean, 12);
        Assert.Equal(record.Traces[0].Checkpoints, (await Cluster.Store.GetRecordAsync("plant", other.Id, Token))!.Traces[0].Checkpoints);
    }

    private static (ExperimentAnswer Answer, IEnumerable<int> Counts) Offline(RunOrder order)
    {
        var document = ScenarioReader.Read([.. order.Files.Select(file => (file.Path, file.Content))]).Documents[0];
        var plan = ExperimentCompiler.Compile(document, null, ModuleCatalog.Empty.With(new TestStation()), StartState.Empty).Plan!;
        var run = new ExperimentRun(plan);
        ExperimentExecutor.Execute(plan, run, 1, null, Token);
        return (ExperimentAnalysis.Analyse(plan, run.Results()), run.Results().Select(arm => arm.Count));
    }

    private static async Task<RunRefusedException> Refused(RunRefusal refusal, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RunRefusedException>(call);
        Assert.Equal(refusal, refused.Refusal);
        return refused;
    }

    private async Task<string> ExportAsync(RunDocument run, RunExport what)
    {
        var text = new StringBuilder();
        await foreach (var piece in Cluster.Runs.ExportAsync(run.Plant, run.Id, new RunExportOrder(what), Token))
        {
            text.Append(Encoding.UTF8.GetString(piece.Span));
        }

        return text.ToString();
    }
}

/// <summary>The cluster of the class.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    internal ScenarioCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await ScenarioCluster.StartAsync(silos: 2);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
