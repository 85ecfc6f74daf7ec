using Microsoft.Extensions.Time.Testing;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing.Models;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Who drives a run, without a cluster.</summary>
public sealed class RunDriverTests
{
    private static readonly string[] Active = ["a", "b"];

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MemoryDocuments documents = new();
    private readonly ScenarioOptions options = new() { KeepEvery = TimeSpan.Zero };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunStore Store => new(documents);

    [Fact]
    public async Task Tick_AnswerThatCanNotBeMade_FailsTheRunInWords()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("2"));

        // Replications without their KPIs: no analysis can make sense of them.
        Report(driver, "a", [.. Take(driver, "a", 100).Select(task => Nothing(task) with { Kpis = [] })]);
        await driver.TickAsync(Active);

        Assert.Equal(RunPhase.Failed, driver.Document.Phase);
        Assert.StartsWith("no answer could be made of the replications: ", driver.Document.Error, StringComparison.Ordinal);
        Assert.Equal(RunPhase.Failed, (await StoredAsync()).Phase);
    }

    [Fact]
    public async Task Tick_EstimateThatCanNotBeMade_KeepsReplicationsAllTheSame()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("20"));
        Report(driver, "a", [.. Take(driver, "a", 10).Select(task => Nothing(task) with { Kpis = [] })]);
        clock.Advance(TimeSpan.FromSeconds(2));
        await driver.TickAsync(Active);
        Assert.Equal(10, (await Store.ReadPartsAsync("plant", "r", Token).ToListAsync(Token)).Count);
    }

    [Fact]
    public async Task Cancel_WhileATickKeeps_StaysCancelled()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("100"));
        Report(driver, "a", [.. Take(driver, "a", 4).Select(Nothing)]);
        var (part, head) = (new TaskCompletionSource(), new TaskCompletionSource());
        documents.BeforePut = collection => collection == "run-replications" ? part.Task : collection == "runs" ? head.Task : Task.CompletedTask;
        var tick = driver.TickAsync(Active);
        var cancel = driver.CancelAsync(discard: true);
        Assert.False(tick.IsCompleted || cancel.IsCompleted);

        part.SetResult();
        head.SetResult();
        await Task.WhenAll(tick, cancel);

        Assert.Equal((RunPhase.Cancelled, RunPhase.Cancelled), (driver.Document.Phase, (await StoredAsync()).Phase));
        Assert.Empty(await Store.ListActiveAsync("plant", Token));
    }

    [Fact]
    public async Task Cancel_StoreFails_CanBeAskedAgain()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("100"));
        documents.BeforePut = _ => throw new IOException("the disk is full");
        await Assert.ThrowsAsync<IOException>(() => driver.CancelAsync(discard: true));
        documents.BeforePut = _ => Task.CompletedTask;
        await driver.CancelAsync(discard: true);
        Assert.Equal(RunPhase.Cancelled, (await StoredAsync()).Phase);
    }

    [Fact]
    public async Task Tick_ReplayBeyondTheBudgetOfTime_GoesOn()
    {
        var order = Orders.TwoArms("20", more: "budget: {wallClock: 10 s}");
        var (driver, plan) = await StartAsync(order, document => document with { FixedReplications = [3, 3] });
        var runner = new ReplicationRunner(plan);
        Report(driver, "a", [.. Take(driver, "a", 4).Select(task => runner.Run(task, Token))]);
        clock.Advance(TimeSpan.FromSeconds(9));
        Exchange(driver, "a", [], 0);
        clock.Advance(TimeSpan.FromSeconds(9));
        await driver.TickAsync(Active);
        Assert.Equal((RunPhase.Running, false), (driver.Document.Phase, driver.Document.WasCut));

        Report(driver, "a", [.. Take(driver, "a", 4).Select(task => runner.Run(task, Token))]);
        await driver.TickAsync(Active);
        Assert.Equal((RunPhase.Succeeded, false), (driver.Document.Phase, driver.Document.WasCut));
    }

    [Fact]
    public async Task Open_RunThatWasCutBefore_EndsWithWhatWasKept()
    {
        var (driver, plan) = await StartAsync(Orders.TwoArms("100"));
        var runner = new ReplicationRunner(plan);
        Report(driver, "a", [.. Take(driver, "a", 6).Select(task => runner.Run(task, Token))]);

        // What a silo leaves behind that dies between the cut and the answer.
        documents.BeforePut = collection => collection == "run-results" ? throw new IOException("the silo is gone") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => driver.CancelAsync(discard: false));
        documents.BeforePut = _ => Task.CompletedTask;
        var next = await OpenAsync(plan);
        await next.TickAsync(Active);

        Assert.Equal((RunPhase.Succeeded, true), (next.Document.Phase, next.Document.WasCut));
        Assert.Equal(3, (await Store.GetResultAsync("plant", "r", Token))!.Replications);
    }

    [Fact]
    public async Task Cancel_BeforeTheSensitivityAnalysis_NotesThatItIsMissing()
    {
        var (driver, plan) = await StartAsync(Orders.TwoArms("4", "50 s", "sensitivity: {kpis: [served], samples: 16, factors: [{path: station.rate, low: 0.2, high: 0.8}]}"));
        var runner = new ReplicationRunner(plan);
        Report(driver, "a", [.. Take(driver, "a", 8).Select(task => runner.Run(task, Token))]);
        await driver.CancelAsync(discard: false);
        Assert.Contains(
            "the sensitivity analysis was left out: the run was ended before it was done", (await Store.GetResultAsync("plant", "r", Token))!.Warnings);
    }

    [Fact]
    public async Task Tick_ReplicationThatFailsOnEverySilo_FailsTheRun()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("20"));
        Take(driver, "a", 2);
        Take(driver, "b", 2);
        Fail(driver, "a", "arm 'slow', replication 0: station: InvalidOperationException: no such part", isReplication: true);
        await driver.TickAsync(Active);
        Assert.Equal(RunPhase.Running, driver.Document.Phase);
        Fail(driver, "b", "it has no plug-in 'x'", isReplication: false);
        await driver.TickAsync(Active);
        Assert.Equal((RunPhase.Failed, "arm 'slow', replication 0: station: InvalidOperationException: no such part"), (driver.Document.Phase, driver.Document.Error));
    }

    [Fact]
    public async Task Tick_NoSiloCanBegin_WaitsForOneThatCan()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("20"));
        Fail(driver, "a", "it has no plug-in 'x'", isReplication: false);
        Fail(driver, "b", "it has no plug-in 'x'", isReplication: false);
        clock.Advance(options.SilentAfter * 2);
        await driver.TickAsync(Active);
        Assert.False(driver.Document.IsOver);
        Assert.Equal("no silo can run it: it has no plug-in 'x'", driver.Document.Error);
    }

    [Fact]
    public async Task IsKnown_SiloThatFellSilent_IsAskedAgain()
    {
        var (driver, _) = await StartAsync(Orders.TwoArms("20"));
        Assert.False(driver.IsKnown("a"));
        Take(driver, "a", 1);
        Assert.True(driver.IsKnown("a"));
        clock.Advance(options.SilentAfter * 2);
        await driver.TickAsync(Active);
        Assert.False(driver.IsKnown("a"));
    }

    private async Task<(RunDriver Driver, ExperimentPlan Plan)> StartAsync(RunOrder order, Func<RunDocument, RunDocument>? with = null)
    {
        var document = ScenarioReader.Read([.. order.Files.Select(file => (file.Path, file.Content))]).Documents[0];
        var plan = ExperimentCompiler.Compile(document, null, ModuleCatalog.Empty.With(new TestStation()), StartState.Empty).Plan!;
        var run = new RunDocument { Plant = "plant", Id = "r", Document = "station", Revision = 1, CreatedAtNs = Nanoseconds.Now(clock), Host = SiloHost.Current };
        await Store.AddAsync(with?.Invoke(run) ?? run, order, Token);
        return (await OpenAsync(plan), plan);
    }

    private async Task<RunDriver> OpenAsync(ExperimentPlan plan) => await RunDriver.OpenAsync(
        (await Store.GetAsync("plant", "r", Token))!, new PreparedRun(plan, 0, "", "", 0, []), Store, new HindcastTaker(null!, clock), options, clock, Token);

    private async Task<RunDocument> StoredAsync() => (await Store.GetAsync("plant", "r", Token))!.Document;

    private static List<ReplicationTask> Take(RunDriver driver, string silo, int wanted) =>
        [.. Exchange(driver, silo, [], wanted).Tasks.Chunk(3).Select(task => new ReplicationTask(task[0], task[1], task[2]))];

    private static void Report(RunDriver driver, string silo, IReadOnlyList<ReplicationResult> results) => Exchange(driver, silo, ReplicationCodec.Write(results), 0);

    private static void Fail(RunDriver driver, string silo, string reason, bool isReplication) =>
        driver.Exchange(new WorkReport(silo, SiloHost.Current, [], 0, reason, isReplication));

    private static WorkAnswer Exchange(RunDriver driver, string silo, byte[] results, int wanted) => driver.Exchange(new WorkReport(silo, SiloHost.Current, results, wanted, null));

    private static ReplicationResult Nothing(ReplicationTask task) => new() { Task = task, Kpis = [0, 0], Digest = 1, Events = 1, EndSeconds = 1 };
}
