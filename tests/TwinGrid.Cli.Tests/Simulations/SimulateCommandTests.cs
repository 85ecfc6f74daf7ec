using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Simulations;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Simulate_Json_HoldsWhatScriptsRelyOn()
    {
        var answer = await JsonAsync();

        var arm = answer.GetProperty("arms")[0];
        Assert.Equal("one", arm.GetProperty("name").GetString());
        var kpi = arm.GetProperty("kpis")[0];
        Assert.Equal("wait", kpi.GetProperty("name").GetString());
        Assert.Equal("s", kpi.GetProperty("unit").GetString());
        Assert.All(new[] { "mean", "halfWidth", "level" }, key => Assert.True(kpi.GetProperty(key).GetDouble() > 0, key));
        Assert.Equal(5, kpi.GetProperty("n").GetInt32());
        var comparison = answer.GetProperty("comparisons")[0];
        Assert.Equal(["two", "one"], comparison.GetProperty("arms").EnumerateArray().Select(a => a.GetString()));
        Assert.True(comparison.GetProperty("lower").GetDouble() < comparison.GetProperty("mean").GetDouble());
        Assert.True(comparison.GetProperty("mean").GetDouble() < comparison.GetProperty("upper").GetDouble());
        Assert.InRange(comparison.GetProperty("p").GetDouble(), 0, 1);
        Assert.Contains(comparison.GetProperty("verdict").GetString(), new[] { "Supported", "Refuted", "Inconclusive" });
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("comparisons")[1].GetProperty("verdict").ValueKind);
        Assert.Equal(64, answer.GetProperty("digest").GetString()!.Length);
        Assert.Equal(10, answer.GetProperty("replications").GetInt32());
        Assert.True(answer.GetProperty("events").GetInt64() > 1000);
        Assert.True(answer.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Simulate_Json_HoldsEveryKindOfFinding()
    {
        var answer = await JsonAsync("--replications", "20");

        Assert.Equal(2, answer.GetProperty("guards").GetArrayLength());
        Assert.Equal(3, answer.GetProperty("acceptance").GetArrayLength());
        Assert.Equal(3, answer.GetProperty("tradeoffs").GetProperty("arms").GetArrayLength());
        var driver = Assert.Single(answer.GetProperty("drivers").EnumerateArray());
        Assert.Equal(["arrival.rate", "service.mean"], driver.GetProperty("factors").EnumerateArray().Select(f => f.GetProperty("path").GetString()));
        var kpi = answer.GetProperty("arms")[0].GetProperty("kpis")[0];
        Assert.Equal(5, kpi.GetProperty("uncertainty").GetProperty("draws").GetInt32());
        Assert.Equal("upper", Assert.Single(kpi.GetProperty("worstTails").EnumerateArray()).GetProperty("tail").GetString());
        Assert.Contains(answer.GetProperty("defaults").EnumerateArray(), d => d.GetProperty("path").GetString() == "spec.level");
        Assert.Equal("Philox4x32-10", answer.GetProperty("record").GetProperty("randomNumbers").GetString());
    }

    [Fact]
    public async Task Simulate_Selection_NamesTheBestArm()
    {
        var document = QueueDocument.With("replications: 2", "select: {kpi: wait, indifference: 1}").Replace("""
              hypotheses:
                - {kpi: wait, compare: [two, one], alternative: less, minimumEffect: 0.5 s}
            """, "", StringComparison.Ordinal);
        document = document[..document.IndexOf("  uncertainty:", StringComparison.Ordinal)];

        var run = await CliRun.RunAsync("simulate", folder.Write("select.yaml", document));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Matches("Best arm: (two|three|not decided between two, three)", run.Out);
    }

    [Fact]
    public async Task Simulate_TwoLevelDesign_PrintsEffects()
    {
        var document = QueueDocument.Text;
        var (from, to) = (document.IndexOf("  arms:", StringComparison.Ordinal), document.IndexOf("  kpis:", StringComparison.Ordinal));
        document = document[..from] + """
              factors:
                - {path: servers, levels: [1, 2]}
                - {path: service.mean, levels: [0.8, 1]}
            """ + Environment.NewLine + document[to..document.IndexOf("  hypotheses:", StringComparison.Ordinal)];

        var run = await CliRun.RunAsync("simulate", folder.Write("design.yaml", document));

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        Assert.Contains("Effects of the factors", run.Out, StringComparison.Ordinal);
        Assert.Contains("servers × service.mean", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Table_HasAPartForEachFinding()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.Text), "--replications", "20");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.StartsWith("Is it worth having a second server?", run.Out, StringComparison.Ordinal);
        Assert.All(
            new[]
            {
                "KPIs", "Parameter and state uncertainty", "Worst outcomes", "Differences", "Guards", "at most 0.3 worse than one", "Acceptance", "Trade-offs between wait, working",
                "What drives the KPIs", "defaults were filled in",
            },
            part => Assert.Contains(part, run.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("spec.level", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Defaults_PrintsEachOfThem()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.Text), "--defaults");

        Assert.Matches(@"spec\.level\s+0\.95\s+confidence level of all intervals", run.Out);
    }

    [Fact]
    public async Task Simulate_Workers_DoNotChangeTheAnswer()
    {
        var one = await JsonAsync("--workers", "1");
        var three = await JsonAsync("--workers", "3");

        Assert.Equal(one.GetProperty("digest").GetString(), three.GetProperty("digest").GetString());
        Assert.Equal(one.GetProperty("drivers").GetRawText(), three.GetProperty("drivers").GetRawText());
    }

    [Fact]
    public async Task Simulate_Overrides_GoOverTheDocument()
    {
        var answer = await JsonAsync("--replications", "3", "--level", "0.9", "--set", "service.mean=0.5", "--seed", "7", "--horizon", "1m");

        Assert.Equal(15, answer.GetProperty("replications").GetInt32());
        Assert.Equal(0.9, answer.GetProperty("arms")[0].GetProperty("kpis")[0].GetProperty("level").GetDouble());
        Assert.NotEqual((await JsonAsync()).GetProperty("digest").GetString(), answer.GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "There is no flag --sed here. Did you mean --seed?", "--sed", "3")]
    [InlineData(ExitCodes.Usage, "--workers 0; from 1 to 1024.", "--workers", "0")]
    [InlineData(ExitCodes.Usage, "--record 'run.txt' ends with something else than .json.", "--record", "run.txt")]
    [InlineData(ExitCodes.Usage, "ends with none of .csv, .parquet.", "--replications-to", "run.xlsx")]
    [InlineData(ExitCodes.Usage, "there is no folder /nowhere", "--record", "/nowhere/run.json")]
    [InlineData(ExitCodes.Usage, "expected PATH=VALUE", "--set", "servers")]
    [InlineData(ExitCodes.Failure, "the model has no parameter 'servrs'; did you mean 'servers'?", "--set", "servrs=2")]
    [InlineData(ExitCodes.Failure, "95 percent is written 95% or 0.95", "--level", "95")]
    [InlineData(ExitCodes.Failure, "--replications: error: replications: ", "--replications", "0")]
    [InlineData(ExitCodes.Failure, "--set: error: servrs: ", "--set", "servrs=2")]
    [InlineData(ExitCodes.Failure, "Did you mean 'one-or-two-servers'?", "--name", "one-or-two-server")]
    [InlineData(ExitCodes.Failure, "There is no file or folder nowhere.yaml.", "nowhere.yaml")]
    public async Task Simulate_WrongUse_SaysWhatIsWrong(int code, string message, params string[] args)
    {
        var run = await CliRun.RunAsync(["simulate", folder.Write("queue.yaml", QueueDocument.Text), .. args]);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Simulate_ErrorAgainstTheModel_HasItsPlace()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.With("of: queue.wait", "of: queue.wiat")));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Matches(@"queue\.yaml:28:7: error: KPI 'wait': the model has no output 'queue\.wiat'; did you mean 'queue\.wait'\?", run.Error);
    }

    [Theory]
    [InlineData("scenarios/buffer-size.yaml")]
    [InlineData("", "scenarios/buffer-size.yaml")]
    [InlineData("scenarios/buffer-size.yaml", "scenarios")]
    [InlineData("scenarios", "--name", "buffer-size")]
    public async Task Simulate_ScenarioBelowItsPlant_FindsBoth(params string[] args)
    {
        var sample = Repository.Sample("bottling-line");

        var run = await CliRun.RunAsync(["simulate", .. args.Select(arg => arg is "" || arg.StartsWith("scenarios", StringComparison.Ordinal) ? Path.Combine(sample, arg) : arg), "--replications", "2", "--horizon", "3h"]);

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.StartsWith("How much good output do longer accumulation conveyors give?", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ScenarioWithoutItsPlant_SaysWhereItLooked()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("alone.yaml", "apiVersion: twingrid/v1\nkind: Scenario\nmetadata: {name: alone}\nspec: {plant: nowhere, horizon: 1h, kpis: [good]}\n"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("'alone' is about plant 'nowhere', whose documents are neither among the files nor in a folder above them", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_DocumentsWithoutAnyExperiment_SaysWhatIsExpected()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("plant.yaml", "apiVersion: twingrid/v1\nkind: Plant\nmetadata: {name: p}\nspec: {}\n"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Simulate_BudgetOnTheWallBeforeTheFirstReplication_SaysSo()
    {
        var document = QueueDocument.With("horizon: 2 min", "horizon: 3000d\n  budget: {wallClock: 100ms, events: unlimited}");

        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", document));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("the budget was used up before one replication of every arm was done", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Timers end at 49.7 days.</summary>
    [Fact]
    public async Task Simulate_BudgetOfMonths_RunsToItsOwnEnd()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.With("horizon: 2 min", "horizon: 2 min\n  budget: {wallClock: 60d}")));

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain("the budget of", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_BudgetOfReplications_IsNamedWhenItEndsTheRun()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.With("horizon: 2 min", "horizon: 2 min\n  budget: {replications: 15}")), "-o", "json");

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        Assert.Contains("the budget of 15 replications ended the run before its own rule did", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("sensitivity analysis was left out", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_BudgetOfTooFewReplications_IsRefusedNamingTheLeast()
    {
        var run = await CliRun.RunAsync("simulate", folder.Write("queue.yaml", QueueDocument.With("horizon: 2 min", "horizon: 2 min\n  budget: {replications: 14}")));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("does not give each of 3 arms one with each of 5 draws; at least 15 are needed", run.Error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await CliRun.RunAsync(["simulate", folder.Write("queue.yaml", QueueDocument.Text), "-o", "json", .. args]);
        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
    }
}
