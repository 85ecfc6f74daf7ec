using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests;

public sealed class TwinGridCommandTests
{
    private static readonly string[] Commands = ["apply", "get", "list", "watch", "history", "alarms", "producers", "replay", "backup", "restore", "status", "doctor", "simulate", "replay-run"];

    [Fact]
    public async Task Run_Help_NamesEveryCommand()
    {
        var run = await CliRun.RunAsync("--help");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.All(Commands, command => Assert.Contains(command, run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("apply")]
    [InlineData("list", "nothings")]
    [InlineData("history", "pump-1", "--signal", "flow", "--from", "yesterday")]
    [InlineData("--endpoint", "localhost:5080", "status")]
    [InlineData("--timeout", "5", "status")]
    [InlineData("list", "plants", "-o", "xml")]
    [InlineData("replay", "--plant", "p", "--producer", "x", "--map", "m.yaml", "a.csv", "--speed", "-1")]
    [InlineData("history", "export", "--parent", "plants/p", "--file", "out.xlsx")]
    [InlineData("alarms", "shelve", "a", "--for", "2d")]
    public async Task Run_WrongUsage_EndsWithTwo(params string[] args)
    {
        var run = await CliRun.RunAsync(args);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Run_NoServer_EndsWithFour()
    {
        var server = await FakeServer.StartAsync();
        var endpoint = server.Endpoint.ToString();
        await server.DisposeAsync();

        Assert.Equal(ExitCodes.Unavailable, (await CliRun.RunAsync("--endpoint", endpoint, "--timeout", "1s", "status")).ExitCode);
        Assert.Equal(ExitCodes.Unavailable, (await CliRun.RunAsync("--endpoint", endpoint, "--timeout", "1s", "doctor")).ExitCode);
    }

    [Fact]
    public async Task Run_FlagFromTheEnvironment_IsTakenUnlessGiven()
    {
        await using var server = await FakeServer.StartAsync();
        string? Environment(string name) => name switch
        {
            "TWINGRID_ENDPOINT" => server.Endpoint.ToString(),
            "TWINGRID_OUTPUT" => "csv",
            "TWINGRID_LIMIT" => "1",
            _ => null,
        };

        var csv = await CliRun.RunAsync(Environment, "list", "plants");
        var json = await CliRun.RunAsync(Environment, "list", "plants", "-o", "json", "--limit", "2");

        Assert.StartsWith("name,displayName", csv.Out, StringComparison.Ordinal);
        Assert.Equal(2, csv.Lines.Length);
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(json.Out).RootElement.GetArrayLength());
    }
}
