using System.Text;
using Google.Rpc;
using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Scenarios;

/// <summary>ScenarioService in a whole server.</summary>
public sealed class ScenarioServiceTests(GatewayServer server)
{
    private const string Station = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: station}
        spec:
          question: Is a slower stream of customers worth it?
          model:
            modules: [{id: station, module: test-station}]
          horizon: 300 s
          replications: 20
          arms:
            - {name: slow}
            - {name: fast, set: {station.rate: 0.3}}
          kpis:
            - {id: wait, unit: s, of: station.wait, direction: minimise}
            - {id: served, unit: "1", of: station.served.total, direction: maximise}
          hypotheses:
            - {kpi: wait, compare: [fast, slow], alternative: less}
          guards:
            - {kpi: served, atLeast: 20}
          acceptance:
            - {kpi: wait, atMost: 5}
        """;

    private static CancellationToken Token => GatewayServer.Cancelled;

    private ScenarioService.ScenarioServiceClient Scenarios => server.Scenarios;

    [Fact]
    public async Task RunScenario_ToItsEnd_AnswersWithEstimatesVerdictsAndRecord()
    {
        var started = await Scenarios.RunScenarioAsync(Request(Station), cancellationToken: Token);
        Assert.Matches("^plants/mill/runs/[0-9]{8}-[0-9]{6}-[a-z0-9]{4}$", started.Name);

        var run = await EndOf(started);

        Assert.Equal((RunState.Succeeded, "", "anonymous", "Experiment"), (run.State, run.Error, run.CreatedBy, run.Kind));
        Assert.Equal(["slow", "fast"], run.Arms);
        var result = run.Result;
        var wait = result.Arms[1].Kpis[0];
        Assert.Equal(("wait", "s", KpiDirection.Minimise, 20u), (wait.Kpi, wait.Unit, wait.Direction, wait.Estimate.N));
        Assert.True(wait.Estimate.HalfWidth > 0 && wait.Estimate.Method.Length > 0);
        Assert.NotEmpty(wait.Quantiles);
        Assert.NotEmpty(wait.WorstTails);
        var verdict = result.Comparisons.Single(one => one.Kpi == "wait").Verdict;
        Assert.Equal(VerdictKind.Supported, verdict.Kind);
        Assert.Equal(2, result.Guards.Count);
        Assert.Equal(2, result.Acceptance.Count);
        Assert.Equal(2, result.Tradeoffs.Arms.Count);
        Assert.Contains(result.Defaults, one => one.Path == "spec.level");
        Assert.Equal(["test-station@1"], result.Record.Modules);
        Assert.Equal([20u, 20u], result.Record.Replications);
        Assert.Matches("^[0-9a-f]{64}$", result.Digest);
        Assert.Equal(run, await Scenarios.GetRunAsync(new GetRunRequest { Name = run.Name }, cancellationToken: Token));
    }

    [Fact]
    public async Task RunScenario_SameRequestId_StartsOneRun()
    {
        var request = Request(Station, overrides: new RunOverrides { Replications = "1", Horizon = "1 s" });
        request.RequestId = Guid.NewGuid().ToString("N");
        var first = await Scenarios.RunScenarioAsync(request, cancellationToken: Token);
        Assert.Equal(first.Name, (await Scenarios.RunScenarioAsync(request, cancellationToken: Token)).Name);
        await EndOf(first);
    }

    [Fact]
    public async Task RunScenario_ValidateOnly_StoresNothing()
    {
        var request = Request(Station);
        request.ValidateOnly = true;
        var checkedRun = await Scenarios.RunScenarioAsync(request, cancellationToken: Token);
        Assert.Equal(("", "station", 20u), (checkedRun.Name, checkedRun.Document, checkedRun.PlannedReplications));
    }

    [Fact]
    public async Task RunScenario_WrongDocuments_AreRefusedWithTheirPlaces()
    {
        var status = await Refusals.ExpectAsync(
            "INVALID_DEFINITION", async () => await Scenarios.RunScenarioAsync(Request(Station.Replace("horizon: 300 s", "horizon: 300 kg", StringComparison.Ordinal)), cancellationToken: Token));
        var finding = Assert.Single(status.GetDetail<DefinitionErrors>().Diagnostics);
        Assert.Equal(("station.yaml", 8u, "spec.horizon"), (finding.File, finding.Line, finding.Path));
        status = await Refusals.ExpectAsync(
            "INVALID_DEFINITION", async () => await Scenarios.RunScenarioAsync(Request(Station.Replace("of: station.wait", "of: station.wiat", StringComparison.Ordinal)), cancellationToken: Token));
        Assert.Contains("station.wait", status.GetDetail<DefinitionErrors>().Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunScenario_WrongFields_AreRefusedByName()
    {
        await Refusals.ExpectAsync("INVALID_NAME", async () => await Scenarios.RunScenarioAsync(Request(Station, parent: "mill"), cancellationToken: Token));
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.RunScenarioAsync(Request(Station, parent: "plants/none"), cancellationToken: Token));
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await Scenarios.RunScenarioAsync(new RunScenarioRequest { Parent = "plants/mill" }, cancellationToken: Token));
        var both = Request(Station);
        both.FromRun = "plants/mill/runs/x";
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await Scenarios.RunScenarioAsync(both, cancellationToken: Token));
        await Refusals.ExpectAsync(
            "NOT_FOUND", async () => await Scenarios.RunScenarioAsync(new RunScenarioRequest { Parent = "plants/mill", FromRun = "plants/mill/runs/none" }, cancellationToken: Token));
        var early = Request(Station);
        early.Deadline = -1;
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await Scenarios.RunScenarioAsync(early, cancellationToken: Token));
    }

    [Fact]
    public async Task CancelRun_RunThatGoesOn_IsWatchedToItsEndAndCanBeDeleted()
    {
        var run = await Scenarios.RunScenarioAsync(Request(Station, overrides: new RunOverrides { Replications = "100000", Horizon = "5000 s" }), cancellationToken: Token);
        using var watch = Scenarios.WatchRun(new WatchRunRequest { Name = run.Name, MinIntervalMs = 10 }, cancellationToken: Token);
        while (await watch.ResponseStream.MoveNext(Token) && watch.ResponseStream.Current.Progress.Intervals.Count == 0)
        {
        }

        var now = watch.ResponseStream.Current;
        Assert.Equal(RunState.Running, now.State);
        Assert.True(now.Progress.Arms[0].Done > 0 && now.Progress.Arms[0].Needed == 100_000);
        await Refusals.ExpectAsync("PRECONDITION_FAILED", async () => await Scenarios.DeleteRunAsync(new DeleteRunRequest { Name = run.Name }, cancellationToken: Token));
        var kept = await Scenarios.CancelRunAsync(new CancelRunRequest { Name = run.Name, KeepResult = true }, cancellationToken: Token);
        Assert.Equal((RunState.Succeeded, true), (kept.State, kept.CutShort));
        Assert.NotNull(kept.Result);
        while (await watch.ResponseStream.MoveNext(Token))
        {
            now = watch.ResponseStream.Current;
        }

        Assert.Equal((RunState.Succeeded, kept.Result), (now.State, now.Result));
        await Refusals.ExpectAsync("ETAG_MISMATCH", async () => await Scenarios.DeleteRunAsync(new DeleteRunRequest { Name = run.Name, Etag = "1" }, cancellationToken: Token));
        await Scenarios.DeleteRunAsync(new DeleteRunRequest { Name = run.Name, Etag = kept.Etag }, cancellationToken: Token);
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.GetRunAsync(new GetRunRequest { Name = run.Name }, cancellationToken: Token));
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.CancelRunAsync(new CancelRunRequest { Name = run.Name }, cancellationToken: Token));
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.WatchRun(new WatchRunRequest { Name = run.Name }, cancellationToken: Token).ResponseStream.MoveNext(Token));
    }

    [Fact]
    public async Task ReplayAndCompare_OneRun_AreTheSame()
    {
        var run = await EndOf(await Scenarios.RunScenarioAsync(Request(Station), cancellationToken: Token));
        var replay = await EndOf(await Scenarios.ReplayRunAsync(new ReplayRunRequest { Name = run.Name }, cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, "", run.Name), (replay.State, replay.FirstDifference, replay.ReplayOf));
        Assert.Equal(run.Result.Digest, replay.Result.Digest);

        var sides = await Scenarios.CompareRunsAsync(new CompareRunsRequest { Names = { run.Name, replay.Name } }, cancellationToken: Token);
        Assert.Empty(sides.MadeOf);
        Assert.Equal(4, sides.Kpis.Count);
        Assert.All(sides.Kpis, kpi => Assert.Equal((0u, 0.0, 20u), (kpi.Differences[0].N, kpi.Differences[1].Mean, kpi.Differences[1].N)));
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await Scenarios.CompareRunsAsync(new CompareRunsRequest { Names = { run.Name } }, cancellationToken: Token));
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.CompareRunsAsync(new CompareRunsRequest { Names = { run.Name, "plants/mill/runs/none" } }, cancellationToken: Token));
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await Scenarios.CompareRunsAsync(new CompareRunsRequest { Names = { run.Name, "plants/annex/runs/x" } }, cancellationToken: Token));
    }

    [Fact]
    public async Task ExportRun_Replications_IsATable()
    {
        var run = await EndOf(await Scenarios.RunScenarioAsync(Request(Station), cancellationToken: Token));
        var (name, table) = await ExportAsync(run, RunExportKind.ReplicationsCsv);
        Assert.Equal(run.Name.Split('/')[^1] + ".replications.csv", name);
        Assert.Equal(42, table.Split('\n').Length);
        Assert.Contains("\"digest\"", (await ExportAsync(run, RunExportKind.RecordJson)).Text, StringComparison.Ordinal);
        Assert.Contains("station.yaml", (await ExportAsync(run, RunExportKind.DocumentsJson)).Text, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", (await ExportAsync(run, RunExportKind.ReportHtml)).Text, StringComparison.Ordinal);
        Assert.StartsWith("component,server,phase,part,start_seconds,end_seconds\n", (await ExportAsync(run, RunExportKind.TraceCsv)).Text, StringComparison.Ordinal);
        await Refusals.ExpectAsync("PRECONDITION_FAILED", async () => await ExportAsync(run, RunExportKind.Cut));
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await ExportAsync(run, RunExportKind.Unspecified));
    }

    [Fact]
    public async Task ListRuns_PagesAndFilters_GiveTheNewestFirst()
    {
        var overrides = new RunOverrides { Replications = "1", Horizon = "1 s" };
        await EndOf(await Scenarios.RunScenarioAsync(Request(Station, parent: "plants/annex", overrides: overrides), cancellationToken: Token));
        await EndOf(await Scenarios.RunScenarioAsync(Request(Station.Replace("name: station", "name: other", StringComparison.Ordinal), parent: "plants/annex", overrides: overrides), cancellationToken: Token));
        var all = await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex" }, cancellationToken: Token);
        Assert.Equal(all.Runs.Select(run => run.Name).OrderDescending(StringComparer.Ordinal), all.Runs.Select(run => run.Name));
        var page = await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex", PageSize = 1 }, cancellationToken: Token);
        var next = await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex", PageSize = 1, PageToken = page.NextPageToken }, cancellationToken: Token);
        Assert.Equal(all.Runs.Take(2).Select(run => run.Name), page.Runs.Concat(next.Runs).Select(run => run.Name));
        var named = await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex", Filter = "document = \"other\" AND state != FAILED" }, cancellationToken: Token);
        Assert.Equal("other", Assert.Single(named.Runs).Document);
        await Refusals.ExpectAsync("INVALID_QUERY", async () => await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex", Filter = "state = DONE" }, cancellationToken: Token));
        await Refusals.ExpectAsync("INVALID_QUERY", async () => await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/annex", Filter = "age > 5" }, cancellationToken: Token));
        await Refusals.ExpectAsync("NOT_FOUND", async () => await Scenarios.ListRunsAsync(new ListRunsRequest { Parent = "plants/none" }, cancellationToken: Token));
    }

    private async Task<Run> EndOf(Run run)
    {
        using var watch = Scenarios.WatchRun(new WatchRunRequest { Name = run.Name, MinIntervalMs = 10 }, cancellationToken: Token);
        await foreach (var now in watch.ResponseStream.ReadAllAsync(Token))
        {
            run = now;
        }

        return run;
    }

    private async Task<(string Name, string Text)> ExportAsync(Run run, RunExportKind what)
    {
        using var export = Scenarios.ExportRun(new ExportRunRequest { Name = run.Name, What = what }, cancellationToken: Token);
        var (name, text) = ("", new StringBuilder());
        await foreach (var piece in export.ResponseStream.ReadAllAsync(Token))
        {
            name += piece.FileName;
            text.Append(piece.Data.ToStringUtf8());
        }

        return (name, text.ToString());
    }

    private static RunScenarioRequest Request(string yaml, string parent = "plants/mill", RunOverrides? overrides = null) => new()
    {
        Parent = parent, Files = { new SourceFile { Path = "station.yaml", Content = yaml } }, Overrides = overrides,
    };
}
