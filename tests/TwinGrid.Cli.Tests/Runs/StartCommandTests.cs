using System.Text.Json;
using TwinGrid.Cli.Runs;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Tests.Simulations;
using TwinGrid.Model.Scenarios;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Runs;

public sealed class StartCommandTests(RunServer server) : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ExperimentRun_Wait_AnswersAsOffline()
    {
        var file = folder.Write("queue.yaml", QueueDocument.Text);

        var run = await server.RunAsync("experiment", "run", file, "--wait", "-o", "json", "--seed", "5", "--set", "service.mean=0.9");
        var offline = await CliRun.RunAsync("simulate", file, "-o", "json", "--seed", "5", "--set", "service.mean=0.9");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        var (there, here) = (JsonDocument.Parse(run.Out).RootElement, JsonDocument.Parse(offline.Out).RootElement);
        foreach (var part in here.EnumerateObject().Where(part => part.Name is not "seconds"))
        {
            Assert.True(there.TryGetProperty(part.Name, out var same), part.Name);
            Assert.Equal(part.Value.GetRawText(), same.GetRawText());
        }

        Assert.Equal("succeeded", there.GetProperty("state").GetString());
        Assert.StartsWith("plants/works/runs/", there.GetProperty("run").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScenarioRun_StartsLive_FromThePlantAsItIs()
    {
        var run = await server.RunAsync("scenario", "run", folder.Write("live.yaml", RunServer.Live), "--wait", "--report", folder.Below("live.html"));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.StartsWith("How many bottles come of what is there?", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"baseline\s+made\s+8\s", run.Out);
        Assert.Contains(": succeeded, from the plant as it was at ", run.Out, StringComparison.Ordinal);
        Assert.Contains(" has started.", run.Error, StringComparison.Ordinal);
        Assert.Contains("from the live plant", await File.ReadAllTextAsync(folder.Below("live.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScenarioRun_NoWait_PrintsTheNameAndHowToFollow()
    {
        var run = await server.RunAsync("scenario", "run", folder.Write("live.yaml", RunServer.Live));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        var name = run.Lines.Single();
        Assert.StartsWith("plants/works/runs/", name, StringComparison.Ordinal);
        Assert.Contains($"twingrid runs watch {name}", run.Error, StringComparison.Ordinal);
        var watched = await server.RunAsync("runs", "watch", name);
        Assert.Equal(ExitCodes.Ok, watched.ExitCode);
        Assert.Contains($"{name}: succeeded", watched.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScenarioRun_Check_RunsNothing()
    {
        var before = await server.RunAsync("runs", "list", "--document", "only-checked", "-o", "csv");

        var run = await server.RunAsync("scenario", "run", folder.Write("live.yaml", RunServer.Live.Replace("what-is-there", "only-checked", StringComparison.Ordinal)), "--check");

        Assert.Equal("'only-checked' is in order: baseline on plants/works version 1, at most 4 replications of each, seed 1. Nothing was run.", run.Lines.Single());
        Assert.Equal(before.Out, (await server.RunAsync("runs", "list", "--document", "only-checked", "-o", "csv")).Out);
    }

    [Fact]
    public async Task ExperimentRun_FromARun_TakesItsDocumentsAndOverrides()
    {
        var file = folder.Write("queue.yaml", QueueDocument.Text);
        var first = JsonDocument.Parse((await server.RunAsync("experiment", "run", file, "--wait", "-o", "json", "--seed", "11")).Out).RootElement;
        var name = first.GetProperty("run").GetString()!;

        var again = JsonDocument.Parse((await server.RunAsync("experiment", "run", "--from-run", name, "--wait", "-o", "json", "--replications", "3")).Out).RootElement;
        var other = await server.RunAsync("scenario", "run", "--from-run", name);

        Assert.Equal((11, 15), (again.GetProperty("seed").GetInt32(), again.GetProperty("replications").GetInt32()));
        Assert.Equal(ExitCodes.Failure, other.ExitCode);
        Assert.Contains("is of kind Experiment: run it by twingrid experiment run.", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExperimentRun_FileThatAParameterNames_GoesAlong()
    {
        folder.Write("two.txt", "2 2\n0 3 1 2\n1 2 0 4\n");
        var sample = await File.ReadAllTextAsync(Repository.Sample("textbook/job-shop.yaml"), TestContext.Current.CancellationToken);

        var run = await server.RunAsync("experiment", "run", folder.Write("shop.yaml", sample), "--set", "instance=two.txt", "--set", "order=[[0,1],[1,0]]", "--wait", "-o", "json");

        Assert.Equal((ExitCodes.Ok, "succeeded"), (run.ExitCode, JsonDocument.Parse(run.Out).RootElement.GetProperty("state").GetString()));
    }

    [Fact]
    public void Read_FilesThatADocumentNames_OnlyThoseBesideIt()
    {
        folder.Write("secret.txt", "elsewhere");
        folder.Write("documents/two.txt", "beside");
        var outside = folder.Below("secret.txt");
        var file = folder.Write("documents/queue.yaml", QueueDocument.With("Is it worth having a second server?", $"Like two.txt, not {outside}, ../secret.txt or none.txt?"));

        var documents = RunDocuments.Read([file], ExperimentKind.Experiment, null, []);
        var asked = RunDocuments.Read([file], ExperimentKind.Experiment, null, [outside]);

        Assert.Equal([file.Replace('\\', '/'), "two.txt"], documents.Files.Select(f => f.Path));
        Assert.Contains(asked.Files, f => f.Path == outside);
    }

    [Theory]
    [InlineData(ExitCodes.Failure, "'what-is-there' is of kind Scenario: run it by twingrid scenario run.", "experiment", "run", "live.yaml")]
    [InlineData(ExitCodes.Failure, "There is no scenario 'what-was-there'; there are what-is-there. Did you mean 'what-is-there'?", "scenario", "run", "live.yaml", "--name", "what-was-there")]
    [InlineData(ExitCodes.Failure, "There is no plant 'plants/worcs'.", "scenario", "run", "live.yaml", "--plant", "worcs")]
    [InlineData(ExitCodes.Failure, "There is no file or folder nowhere.yaml.", "scenario", "run", "nowhere.yaml")]
    [InlineData(ExitCodes.Failure, "no parameter 'fill-1.machine.servers2'", "scenario", "run", "live.yaml", "--set", "fill-1.machine.servers2=2")]
    [InlineData(ExitCodes.Usage, "Name either the files of the scenario, or an earlier run by --from-run.", "scenario", "run")]
    [InlineData(ExitCodes.Usage, "Name either the files of the scenario, or an earlier run by --from-run.", "scenario", "run", "live.yaml", "--from-run", "last")]
    [InlineData(ExitCodes.Usage, "Files are written when the run is over: add --wait", "scenario", "run", "live.yaml", "--record", "run.json")]
    [InlineData(ExitCodes.Usage, "There is no flag --wiat here. Did you mean --wait?", "scenario", "run", "live.yaml", "--wiat")]
    [InlineData(ExitCodes.Usage, "--deadline 'soon' is no duration", "scenario", "run", "live.yaml", "--deadline", "soon")]
    public async Task ScenarioRun_SomethingWrong_SaysWhatAndHowToMendIt(int code, string message, params string[] args)
    {
        var file = folder.Write("live.yaml", RunServer.Live);

        var run = await server.RunAsync([.. args.Select(arg => arg == "live.yaml" ? file : arg)]);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.StoppedWaiting, "running")]
    [InlineData(ExitCodes.Failure, "cancelled", "--cancel-on-interrupt")]
    public async Task ExperimentRun_InterruptedWait_RunGoesOnUnlessToldOtherwise(int code, string state, params string[] more)
    {
        var file = folder.Write("long.yaml", QueueDocument.With("horizon: 2 min", "horizon: 400d"));
        using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var errors = new InterruptingWriter(" has started.", interrupt);
        var console = new CliConsole { Out = new StringWriter(), Error = errors, Environment = static _ => null };

        var ended = await TwinGridCommand.RunAsync(["experiment", "run", file, "--wait", "--endpoint", server.Endpoint, .. more], console, interrupt.Token);

        Assert.Equal(code, ended);
        var name = errors.ToString().Split(' ')[0];
        var shown = JsonDocument.Parse((await server.RunAsync("runs", "show", name, "-o", "json")).Out).RootElement;
        Assert.Equal(state, shown.GetProperty("state").GetString() is "preparing" ? "running" : shown.GetProperty("state").GetString());
        await server.RunAsync("runs", "cancel", name);
    }

    [Fact]
    public async Task ScenarioRun_NoServer_EndsWithFour()
    {
        var run = await CliRun.RunAsync("scenario", "run", folder.Write("live.yaml", RunServer.Live), "--endpoint", "http://127.0.0.1:1", "--timeout", "30s");

        Assert.Equal(ExitCodes.Unavailable, run.ExitCode);
        Assert.Contains("can't be reached", run.Error, StringComparison.Ordinal);
    }
}
