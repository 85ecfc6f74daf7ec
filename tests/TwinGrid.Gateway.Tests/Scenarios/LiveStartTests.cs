using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Scenarios;

/// <summary>Scenarios that start from what the twins know, and from what they knew.</summary>
public sealed class LiveStartTests(GatewayServer server)
{
    private const long Second = Nanoseconds.PerSecond;

    private const string Map = """
            live:
              - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle}}
              - {state: infeed.level, signal: bottles}
        """;

    private const string Observed = ", observed: {signal: fill-1.made, take: increase}";

    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task RunScenario_StartLive_WorksOffWhatTheTwinsKnow()
    {
        await ApplyAsync("fillers", Map);
        await server.PublishAsync("fillers", "fill-1", State(server.NowNs - (60 * Second), 6), Bottles(server.NowNs - (30 * Second), 4), Bottles(server.NowNs, 7));

        var run = await EndOf(await server.Scenarios.RunScenarioAsync(Request("fillers", "start: live"), cancellationToken: Token));

        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        Assert.Equal(8.0, run.Result.Arms[0].Kpis[0].Estimate.Mean);
        Assert.Equal((1u, 64), ((uint)run.DefinitionVersion, run.DefinitionHash.Length));
        var cut = await server.Scenarios.GetCutAsync(new GetCutRequest { Name = run.Cut, Asset = "fill-1" }, cancellationToken: Token);
        Assert.Equal((run.CutAt, "Running"), (cut.At, cut.Asset.State));

        // The twins go on; the same cut gives the same again, by its name or by a replay.
        await server.PublishAsync("fillers", "fill-1", Bottles(server.NowNs, 2));
        var again = await EndOf(await server.Scenarios.RunScenarioAsync(Request("fillers", $"start: {{from: snapshot, snapshot: \"{run.Cut.Split('/')[^1]}\"}}"), cancellationToken: Token));
        Assert.Equal((run.Cut, run.Result.Digest), (again.Cut, again.Result.Digest));
        var replay = await EndOf(await server.Scenarios.ReplayRunAsync(new ReplayRunRequest { Name = run.Name }, cancellationToken: Token));
        Assert.Equal((run.Cut, ""), (replay.Cut, replay.FirstDifference));
        var now = await EndOf(await server.Scenarios.RunScenarioAsync(Request("fillers", "start: live"), cancellationToken: Token));
        Assert.Equal(3.0, now.Result.Arms[0].Kpis[0].Estimate.Mean);

        // From the past: as the plant was ten seconds before the first cut.
        var at = DateTimeOffset.UnixEpoch.AddTicks((run.CutAt - (10 * Second)) / Nanoseconds.PerTick).ToString("O", CultureInfo.InvariantCulture);
        var before = await EndOf(await server.Scenarios.RunScenarioAsync(Request("fillers", $"start: {{from: live, at: \"{at}\"}}"), cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (before.State, before.Error));
        Assert.Equal(5.0, before.Result.Arms[0].Kpis[0].Estimate.Mean);
        Assert.True((await server.Scenarios.GetCutAsync(new GetCutRequest { Name = before.Cut }, cancellationToken: Token)).Past);
    }

    [Fact]
    public async Task RunScenario_TypeWithoutMap_RefusesToStartLive()
    {
        await ApplyAsync("mapless", "");
        var status = await Refusals.ExpectAsync("INVALID_DEFINITION", async () => await server.Scenarios.RunScenarioAsync(Request("mapless", "start: live"), cancellationToken: Token));
        var finding = Assert.Single(status.GetDetail<DefinitionErrors>().Diagnostics);
        Assert.Contains("asset type 'filler' (1 assets, such as 'fill-1') has no 'behaviour.live' map", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunScenario_CutThatDoesNotExist_IsNotFound()
    {
        await ApplyAsync("cutless", Map);
        await Refusals.ExpectAsync(
            "NOT_FOUND", async () => await server.Scenarios.RunScenarioAsync(Request("cutless", $"start: {{from: snapshot, snapshot: \"{new string('0', 64)}\"}}"), cancellationToken: Token));
    }

    [Fact]
    public async Task RunScenario_FromThePast_IsComparedWithWhatThenHappened()
    {
        await ApplyAsync("hindsight", Map);
        var from = server.NowNs - (3 * 3_600 * Second);
        await server.PublishAsync("hindsight", "fill-1", State(from - (60 * Second), 6), Bottles(from - (30 * Second), 7), Made(from - (20 * Second), 100));
        await server.PublishAsync("hindsight", "fill-1", Made(from + (600 * Second), 104), Made(from + (1_200 * Second), 107), Made(from + (7_300 * Second), 150));
        var at = DateTimeOffset.UnixEpoch.AddTicks(from / Nanoseconds.PerTick).ToString("O", CultureInfo.InvariantCulture);

        var run = await EndOf(await server.Scenarios.RunScenarioAsync(Request("hindsight", $"start: {{from: live, at: \"{at}\"}}", Observed), cancellationToken: Token));

        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        var kpi = Assert.Single(run.Result.Hindcast.Kpis);
        Assert.Equal(("made", "as-is", 7.0, 8.0, 1.0), (kpi.Kpi, kpi.Arm, kpi.Observed, kpi.Mean, kpi.Error));
        Assert.Equal((8.0, 8.0, 0.6, 0.4, 4u), (kpi.Lower, kpi.Upper, Math.Round(kpi.Level, 12), Math.Round(kpi.PValue, 12), kpi.N));
        Assert.Equal((from, from + (7_200 * Second)), (run.Result.Hindcast.From / 100 * 100, run.Result.Hindcast.Until / 100 * 100));

        // What comes late counts when the run is compared again.
        await server.PublishAsync("hindsight", "fill-1", Made(from + (2_000 * Second), 108));
        var again = await server.Scenarios.VerifyRunAsync(new VerifyRunRequest { Name = run.Name }, cancellationToken: Token);
        Assert.Equal((8.0, 0.0, 1.0), (again.Result.Hindcast.Kpis[0].Observed, again.Result.Hindcast.Kpis[0].Error, again.Result.Hindcast.Kpis[0].PValue));
        Assert.Equal(run.Result.Digest, again.Result.Digest);
        Assert.Equal(8.0, (await server.Scenarios.GetRunAsync(new GetRunRequest { Name = run.Name }, cancellationToken: Token)).Result.Hindcast.Kpis[0].Observed);
    }

    [Fact]
    public async Task VerifyRun_NothingToCompareWith_IsRefused()
    {
        await ApplyAsync("foresight", Map);
        await server.PublishAsync("foresight", "fill-1", State(server.NowNs - (60 * Second), 6), Bottles(server.NowNs, 7));
        var ahead = await EndOf(await server.Scenarios.RunScenarioAsync(Request("foresight", "start: live", Observed), cancellationToken: Token));
        Assert.Null(ahead.Result.Hindcast);
        var status = await Refusals.ExpectAsync("PRECONDITION_FAILED", async () => await server.Scenarios.VerifyRunAsync(new VerifyRunRequest { Name = ahead.Name }, cancellationToken: Token));
        Assert.Contains("will have happened at", status.Message, StringComparison.Ordinal);
        var unobserved = await EndOf(await server.Scenarios.RunScenarioAsync(Request("foresight", "start: live"), cancellationToken: Token));
        status = await Refusals.ExpectAsync("PRECONDITION_FAILED", async () => await server.Scenarios.VerifyRunAsync(new VerifyRunRequest { Name = unobserved.Name }, cancellationToken: Token));
        Assert.Contains("give kpis an 'observed'", status.Message, StringComparison.Ordinal);
        await Refusals.ExpectAsync("INVALID_DEFINITION", async () => await server.Scenarios.RunScenarioAsync(Request("foresight", "start: live", Observed.Replace("made,", "mad,", StringComparison.Ordinal)), cancellationToken: Token));
    }

    private static (string, long, Value) Made(long time, int value) => ("made", time, new Value { Integer = value });

    private static (string, long, Value) State(long time, int value) => ("state", time, new Value { Enumeration = new EnumerationValue { Number = value } });

    private static (string, long, Value) Bottles(long time, int value) => ("bottles", time, new Value { Integer = value });

    private async Task ApplyAsync(string plant, string map) => await server.Definitions.ApplyDefinitionAsync(
        TestPlants.Request($$$"""
            apiVersion: twingrid/v1
            kind: Plant
            metadata: {name: {{{plant}}}}
            spec: {}
            ---
            apiVersion: twingrid/v1
            kind: AssetType
            metadata: {name: filler}
            spec:
              signals:
                - {id: state, type: enumeration, symbols: {Stopped: 2, Execute: 6}}
                - {id: bottles, type: integer}
                - {id: made, type: integer}
              production: {stateSignal: state, stateClasses: {Execute: running, Stopped: idle}}
              behaviour:
                modules:
                  - {id: infeed, module: buffer, parameters: {capacity: 20}}
                  - {id: machine, module: machine, parameters: {service: {exponential: {mean: 30 s} } } }
                  - {id: leaving, module: sink}
                connections: [{from: infeed.out, to: machine.in}, {from: machine.out, to: leaving.in}]
            {{{map}}}
            ---
            apiVersion: twingrid/v1
            kind: Line
            metadata: {name: line}
            spec: {assets: [{id: fill-1, type: filler}]}
            """),
        cancellationToken: Token);

    private static RunScenarioRequest Request(string plant, string start, string observed = "") => new()
    {
        Parent = $"plants/{plant}",
        Files =
        {
            new SourceFile
            {
                Path = "question.yaml",
                Content = $$$"""
                    apiVersion: twingrid/v1
                    kind: Experiment
                    metadata: {name: question}
                    spec:
                      plant: {{{plant}}}
                      {{{start}}}
                      horizon: 2h
                      replications: 4
                      arms: [{name: as-is}]
                      kpis: [{id: made, unit: "1", of: fill-1.machine.throughput.total{{{observed}}}}]
                    """,
            },
        },
    };

    private async Task<Run> EndOf(Run run)
    {
        using var watch = server.Scenarios.WatchRun(new WatchRunRequest { Name = run.Name, MinIntervalMs = 10 }, cancellationToken: Token);
        await foreach (var now in watch.ResponseStream.ReadAllAsync(Token))
        {
            run = now;
        }

        return run;
    }
}
