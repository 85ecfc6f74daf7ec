using System.Globalization;
using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Tests.Simulations;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Cli.Tests.Runs;

public sealed class RunsCommandTests(RunServer server) : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task List_Json_TellsStateProgressAndVerdict()
    {
        var name = await QueueAsync("listed");

        var list = JsonDocument.Parse((await server.RunAsync("runs", "list", "--document", "listed", "--state", "succeeded", "-o", "json")).Out).RootElement;

        var run = Assert.Single(list.EnumerateArray());
        Assert.Equal((name, "succeeded", "30", "Is it worth having a second server?"), (Text("name"), Text("state"), Text("progress"), Text("question")));
        Assert.Matches("^wait of two: (Supported|Refuted|Inconclusive)$", Text("verdict"));

        string Text(string property) => run.GetProperty(property).GetString()!;
    }

    [Fact]
    public async Task List_Table_HasIdsThatShowTakes()
    {
        var id = (await QueueAsync("listed-for-people")).Split('/')[^1];

        var list = await server.RunAsync("runs", "list", "--document", "listed-for-people");

        Assert.Matches($@"{id}\s+works\s+listed-for-people\s+succeeded\s+30\s+wait of two: \w+\s+\d{{4}}-\d\d-\d\d \d\d:\d\d\s+Is it worth having a second server\?", list.Out);
        Assert.Equal(ExitCodes.Ok, (await server.RunAsync("runs", "show", id)).ExitCode);
    }

    [Theory]
    [InlineData("nonsense", "There is no run 'plants/works/runs/nonsense'.")]
    [InlineData("plants/none/runs/x", "There is no run 'plants/none/runs/x'.")]
    public async Task Show_NoSuchRun_IsRefused(string run, string message)
    {
        var shown = await server.RunAsync("runs", "show", run);

        Assert.Equal(ExitCodes.Failure, shown.ExitCode);
        Assert.Contains(message, shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Files_AreThoseOfTheRun()
    {
        var name = await QueueAsync("shown");
        var (report, record, csv, parquet) = (folder.Below("run.html"), folder.Below("run.json"), folder.Below("run.csv"), folder.Below("run.parquet"));

        var run = await server.RunAsync("runs", "show", name.Split('/')[^1], "--report", report, "--record", record, "--replications-to", csv);
        await server.RunAsync("runs", "show", name, "--replications-to", parquet);

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Contains("Differences", run.Out, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(report, Token);
        Assert.All(new[] { "Is it worth having a second server?", "id=\"gantt\"", "id=\"drivers\"", name.Split('/')[^1] }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal(31, (await File.ReadAllLinesAsync(csv, Token)).Length);
        Assert.True(new FileInfo(parquet).Length > 0);

        // The server's record is replayed offline, overrides included.
        var replayed = await CliRun.RunAsync("replay-run", record, "--with", folder.Below("queue.yaml"));
        Assert.Equal((ExitCodes.Ok, ""), (replayed.ExitCode, replayed.Error));
        Assert.StartsWith("The same, bit for bit: 30 replications", replayed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayRun_OnTheServer_ReproducesTheDigest()
    {
        var name = await QueueAsync("replayed");

        var run = await server.RunAsync("replay-run", name, "-o", "json");

        var told = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((ExitCodes.Ok, true), (run.ExitCode, told.GetProperty("same").GetBoolean()));
        Assert.Equal(name, told.GetProperty("run").GetString());
        var replay = told.GetProperty("replay").GetString()!;
        Assert.Contains($"the same as {name} bit for bit", (await server.RunAsync("runs", "show", replay)).Out, StringComparison.Ordinal);
        Assert.Equal("They are the same, bit for bit.", (await server.RunAsync("runs", "trace", name, "--against", replay)).Lines.Single());
    }

    [Fact]
    public async Task Compare_TwoRuns_ShowsWhatTheyAreMadeOfAndDifferences()
    {
        var (one, two) = (await QueueAsync("compared"), await QueueAsync("compared", "--set", "service.mean=0.5"));

        var table = await server.RunAsync("runs", "compare", one, two);
        var json = JsonDocument.Parse((await server.RunAsync("runs", "compare", one, two, "-o", "json")).Out).RootElement;

        Assert.Equal(ExitCodes.Ok, table.ExitCode);
        Assert.Contains("What they are made of, where that differs", table.Out, StringComparison.Ordinal);
        Assert.Contains($"KPIs; differences are from {one.Split('/')[^1]}", table.Out, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("madeOf").EnumerateArray(), row => row.GetProperty("what").GetString() == "document");
        var difference = json.GetProperty("kpis")[0].GetProperty("differences");
        Assert.Equal(JsonValueKind.Null, difference[0].ValueKind);
        Assert.True(difference[1].GetProperty("upper").GetDouble() > difference[1].GetProperty("lower").GetDouble());
        var trace = await server.RunAsync("runs", "trace", one, "--against", two);
        Assert.Equal(ExitCodes.Failure, trace.ExitCode);
        Assert.StartsWith("They differ from here on: arm 'one', replication 0: ", trace.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_OfAReplication_TellsWhatComponentsDidWhen()
    {
        var name = await QueueAsync("traced");

        var run = await server.RunAsync("runs", "trace", name, "--arm", "two", "--replication", "3", "--component", "service", "--limit", "5", "-o", "csv");
        var wrong = await server.RunAsync("runs", "trace", name, "--replication", "10");

        Assert.Equal((ExitCodes.Ok, 6), (run.ExitCode, run.Lines.Length));
        Assert.Equal("component,server,phase,part,startSeconds,endSeconds", run.Lines[0]);
        Assert.All(run.Lines[1..], line => Assert.Matches(@"^service,[01],\w+,\S*,[0-9.E-]+,[0-9.]+$", line));
        Assert.Equal(ExitCodes.Failure, wrong.ExitCode);
        Assert.Contains("There is no replication 10 of arm 'one': it has 0 to 9.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WritesAllThatIsKept()
    {
        var name = await QueueAsync("exported");

        var run = await server.RunAsync("runs", "export", name, "--to", folder.Below("all"));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.All(run.Lines, file => Assert.True(File.Exists(file), file));
        Assert.Equal(["queue.yaml", "record.json", "replications.csv", "report.html"], run.Lines.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancel_RunThatGoesOn_EndsIt()
    {
        var file = folder.Write("long.yaml", QueueDocument.With("horizon: 2 min", "horizon: 400d"));
        var name = (await server.RunAsync("experiment", "run", file)).Lines.Single();

        var running = await server.RunAsync("runs", "show", name);
        var cancelled = await server.RunAsync("runs", "cancel", name);
        var again = await server.RunAsync("runs", "cancel", name);
        var deleted = await server.RunAsync("runs", "delete", name);

        Assert.Equal(ExitCodes.Ok, running.ExitCode);
        Assert.Equal($"{name} is ended: cancelled.", cancelled.Lines.Single());
        Assert.Equal($"{name} was over already: cancelled.", again.Lines.Single());
        Assert.Equal($"{name} is deleted.", deleted.Lines.Single());
        Assert.Equal(ExitCodes.Failure, (await server.RunAsync("runs", "show", name)).ExitCode);
    }

    [Fact]
    public async Task Verify_RunFromThePast_ShowsWhatThenHappened()
    {
        var from = server.NowNs - (3 * 3_600 * Nanoseconds.PerSecond);
        await server.PublishAsync("state", from - (60 * Nanoseconds.PerSecond), new Value { Enumeration = new EnumerationValue { Number = 6 } });
        await server.PublishAsync("bottles", from - (30 * Nanoseconds.PerSecond), new Value { Integer = 7 });
        await server.PublishAsync("made", from - (20 * Nanoseconds.PerSecond), new Value { Integer = 100 });
        await server.PublishAsync("made", from + (600 * Nanoseconds.PerSecond), new Value { Integer = 107 });
        var at = Nanoseconds.ToDateTimeOffset(from).ToString("O", CultureInfo.InvariantCulture);
        var past = folder.Write("past.yaml", RunServer.Live.Replace("start: live", $"start: {{from: live, at: \"{at}\"}}", StringComparison.Ordinal));

        var run = await server.RunAsync("scenario", "run", past, "--wait", "-o", "json");
        var name = JsonDocument.Parse(run.Out).RootElement.GetProperty("run").GetString()!;
        var verified = await server.RunAsync("runs", "verify", name);
        var json = JsonDocument.Parse((await server.RunAsync("runs", "verify", name, "-o", "json")).Out).RootElement;

        Assert.Equal(7, JsonDocument.Parse(run.Out).RootElement.GetProperty("hindcast").GetProperty("kpis")[0].GetProperty("observed").GetDouble());
        Assert.Equal(ExitCodes.Ok, verified.ExitCode);
        Assert.Matches(@"baseline\s+made\s+7\s+8\s+1\s", verified.Out);
        Assert.Equal(1, json.GetProperty("kpis")[0].GetProperty("error").GetDouble());
    }

    private async Task<string> QueueAsync(string name, params string[] more)
    {
        var file = folder.Write("queue.yaml", QueueDocument.With("name: one-or-two-servers", $"name: {name}"));
        var run = await server.RunAsync(["experiment", "run", file, "--wait", "-o", "json", .. more]);
        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        return JsonDocument.Parse(run.Out).RootElement.GetProperty("run").GetString()!;
    }
}
