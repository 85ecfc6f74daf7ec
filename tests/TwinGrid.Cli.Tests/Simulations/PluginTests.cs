using System.Text.Json;
using System.Text.RegularExpressions;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Tests.Runs;
using TwinGrid.Testing;
using TwinGrid.Testing.Plugins;
using Xunit;

namespace TwinGrid.Cli.Tests.Simulations;

/// <summary>The example of the documentation, offline and on a server.</summary>
public sealed class PluginTests(RunServer server) : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulation", "plugins.md"));

    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Simulate_ModuleOfAPlugin_IsInTheRecordWithItsHash()
    {
        var file = folder.Write("tunnel.yaml", Document());

        var run = await CliRun.RunAsync("simulate", file, "--plugins", ExamplePlugin.Folder, "-o", "json", "--record", folder.Below("run.json"));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        var level = answer.GetProperty("arms")[0].GetProperty("kpis")[0];
        // Half a part a second for a minute; 20 replications of 7 h 50 min: the standard error is below 0.1.
        Assert.InRange(level.GetProperty("mean").GetDouble(), 29.6, 30.4);
        Assert.Contains(answer.GetProperty("record").GetProperty("modules").EnumerateArray(), module => Regex.IsMatch(module.GetString()!, "^cooling-tunnel@1 [0-9a-f]{64}$"));
        var same = await CliRun.RunAsync("replay-run", folder.Below("run.json"), "--with", file, "--plugins", ExamplePlugin.Folder);
        Assert.StartsWith("The same, bit for bit", same.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_WithoutThePlugin_DoesNotKnowTheModule()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("tunnel.yaml", Document()));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("'cooling-tunnel'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NoSuchFolder_SaysSo()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("tunnel.yaml", Document()), "--plugins", "/nowhere");

        Assert.Equal((ExitCodes.Failure, "/nowhere: there is no such folder of plug-ins."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task ExperimentRun_ServerWithThePlugin_AnswersAsOffline()
    {
        var file = folder.Write("tunnel.yaml", Document());

        var offline = JsonDocument.Parse((await CliRun.RunAsync("simulate", file, "--plugins", ExamplePlugin.Folder, "-o", "json", "--replications", "2")).Out).RootElement;
        var run = JsonDocument.Parse((await server.RunAsync("experiment", "run", file, "--wait", "-o", "json", "--replications", "2")).Out).RootElement;

        Assert.Equal(offline.GetProperty("digest").GetString(), run.GetProperty("digest").GetString());
        Assert.Equal(offline.GetProperty("record").GetProperty("modules").GetRawText(), run.GetProperty("record").GetProperty("modules").GetRawText());
    }

    [Fact]
    public void Page_Code_IsThatOfTheExample()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "TwinGrid.ExamplePlugin", "CoolingTunnelModule.cs")).Replace("    /// <inheritdoc/>\n", "", StringComparison.Ordinal);

        Assert.Contains(Block("csharp").Trim(), source, StringComparison.Ordinal);
    }

    private static string Document() => Block("yaml");

    private static string Block(string language) => Regex.Match(Page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
}
