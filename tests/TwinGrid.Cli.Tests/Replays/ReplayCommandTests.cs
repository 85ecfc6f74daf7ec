using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Replays;

public sealed class ReplayCommandTests
{
    private const string Asset = "plants/one/lines/line-1/assets/pump-1";

    private const string Map = $$"""
        apiVersion: twingrid/v1
        kind: ReplayMap
        spec:
          time: {column: t}
          asset: {{Asset}}
          columns: [{column: flow, signal: flow, unit: L/min}]
        """;

    private const string Csv = """
        t,flow
        2020-02-08T13:30:47Z,0.1
        2020-02-08T13:30:48.123456789Z,-1e-300
        2020-02-08T13:30:49Z,
        2020-02-08T13:30:50Z,32
        """;

    [Fact]
    public async Task Replay_ThenHistory_GivesTheFileBack()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();

        var replay = await ReplayAsync(server, folder, Csv);
        var history = await CliRun.OnAsync(server, "history", Asset, "--signal", "flow", "--from", "2020-02-08", "--to", "2020-02-08T13:30:50Z", "-o", "csv");

        Assert.Equal(ExitCodes.Ok, replay.ExitCode);
        Assert.Matches("""^\{"sent":3,"acked":3,"rejected":\{\},"seconds":[0-9.]+\}$""", replay.Lines[^1]);
        Assert.Equal(
            ["time,value,quality", "2020-02-08T13:30:47.000000000Z,0.1,0x00000000", "2020-02-08T13:30:48.123456789Z,-1E-300,0x00000000"], history.Lines);
    }

    [Fact]
    public async Task Replay_RepeatedWithState_SendsNothing()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();

        await ReplayAsync(server, folder, Csv, "--state", folder.Below("state"));
        var again = await ReplayAsync(server, folder, Csv, "--state", folder.Below("state"));

        Assert.Equal(0, JsonDocument.Parse(again.Lines[^1]).RootElement.GetProperty("sent").GetInt32());
        Assert.Equal(3, server.Store.All.Count);
    }

    [Fact]
    public async Task Replay_SomeItemsRejected_EndsWithThreeAndCountsThem()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();

        var run = await ReplayAsync(server, folder, Csv.Replace("32", "NaN", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.SomeRejected, run.ExitCode);
        Assert.Equal(1, JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("rejected").GetProperty("VALUE_NOT_FINITE").GetInt32());
    }

    [Fact]
    public async Task Replay_MapIsWrong_NamesThePlace()
    {
        using var folder = new TemporaryDirectory();
        var map = folder.Write("map.yaml", Map.Replace("column: t}", "column: t, zone: Mars/Olympus}", StringComparison.Ordinal));

        var run = await CliRun.RunAsync("replay", "--plant", "one", "--producer", "r", "--map", map, folder.Write("a.csv", Csv));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains($"{map}:4:", run.Error, StringComparison.Ordinal);
        Assert.Contains("Mars/Olympus", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_NoServer_EndsWithFour()
    {
        var server = await FakeServer.StartAsync();
        await server.KillAsync();
        using var folder = new TemporaryDirectory();

        Assert.Equal(ExitCodes.Unavailable, (await ReplayAsync(server, folder, Csv, "--connect-timeout", "100ms")).ExitCode);
    }

    private static Task<CliRun> ReplayAsync(FakeServer server, TemporaryDirectory folder, string csv, params string[] more) => CliRun.OnAsync(server,
        ["replay", "--plant", "one", "--producer", "recorder", "--map", folder.Write("map.yaml", Map), folder.Write("a.csv", csv), "-o", "json", .. more]);
}
