using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Twins;

public sealed class TwinCommandsTests
{
    [Theory]
    [InlineData("plants", "plants/one", "plants/two")]
    [InlineData("assets", "plants/one/lines/line-1/assets/pump-1", "plants/two/lines/line-1/assets/pump-1")]
    public async Task List_Json_GivesObjectsWithNames(string kind, params string[] names)
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "list", kind, "-o", "json");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Equal(names, JsonDocument.Parse(run.Out).RootElement.EnumerateArray().Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task List_Table_ShowsNames()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "list", "assets");

        Assert.Contains("plants/two/lines/line-1/assets/pump-1", run.Out, StringComparison.Ordinal);
        Assert.Contains("Active alarms", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Asset_ShowsSignalsWithUnitAndQuality()
    {
        await using var server = await FakeServer.StartAsync();

        var table = await CliRun.OnAsync(server, "get", "plants/one/lines/line-1/assets/pump-1");
        var json = await CliRun.OnAsync(server, "get", "plants/one/lines/line-1/assets/pump-1", "-o", "json");

        Assert.Contains("L/min", table.Out, StringComparison.Ordinal);
        Assert.Contains("Uncertain 0x40900000", table.Out, StringComparison.Ordinal);
        var flow = JsonDocument.Parse(json.Out).RootElement.GetProperty("signals")[0];
        Assert.Equal(32.1, flow.GetProperty("value").GetDouble());
        Assert.Equal("1970-01-01T00:00:01.000000001Z", flow.GetProperty("sourceTime").GetString());
        Assert.Equal("0x00000000", flow.GetProperty("quality").GetString());
    }

    [Fact]
    public async Task Get_Plant_ShowsWhyAFigureIsMissing()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "get", "plants/one");

        Assert.Contains("no production", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent", "NOT_FOUND")]
    [InlineData("pump-1", "AMBIGUOUS_NAME")]
    public async Task Get_ServerRefuses_EndsWithOneAndSaysWhy(string name, string reason)
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "get", name);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Json_GivesAnObjectALine()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "watch", "plants/one", "-o", "json");

        Assert.Equal(["flow", "state"], run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("signal").GetString()));
    }

    [Fact]
    public async Task Alarms_ListAndAcknowledge_ShowTheState()
    {
        await using var server = await FakeServer.StartAsync();

        var list = await CliRun.OnAsync(server, "alarms", "list", "-o", "json");
        var acknowledged = await CliRun.OnAsync(server, "alarms", "ack", "plants/one/lines/line-1/assets/pump-1/alarms/flow-low", "--by", "ada", "-o", "csv");

        Assert.Equal("unacknowledged", JsonDocument.Parse(list.Out).RootElement[0].GetProperty("state").GetString());
        Assert.Contains(",acknowledged,", acknowledged.Out, StringComparison.Ordinal);
        Assert.Contains("ada", acknowledged.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Producers_Fence_TellsTheEpoch()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "producers", "fence", "gateway-1", "--plant", "one");

        Assert.Equal("gateway-1 is fenced below epoch 4.", run.Lines.Single());
        Assert.Equal(4UL, server.Store.FencedBelow);
    }
}
