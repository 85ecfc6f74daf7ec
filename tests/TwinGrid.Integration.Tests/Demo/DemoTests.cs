using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Integration.Tests.Demo;

public sealed class DemoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The sample's own question, from the running plant: all of it is told, nothing is stale, and the answer has its interval.</summary>
    [Fact]
    public async Task Demo_TonightsQuestion_IsAnsweredFromThePlantAsItIs()
    {
        await using var demo = await ServerProcess.StartDemoAsync(Token);
        var file = Path.Combine(Repository.Root, "deploy", "samples", "bottling-line", "scenarios", "tonight.yaml");
        CliResult result;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            // Refused as long as some signal has never had a value.
            await timer.WaitForNextTickAsync(Token);
            result = await Cli.RunAsync(demo.Grpc, Token, "experiment", "run", file, "--wait", "--horizon", "1d", "--replications", "4", "-o", "json");
        }
        while (result.ExitCode != 0 && result.Errors.Contains("can't be told from the live state", StringComparison.Ordinal));

        Assert.True(result.ExitCode == 0, result.Errors);
        var answer = JsonDocument.Parse(result.Lines[^1]).RootElement;
        var good = answer.GetProperty("arms")[1].GetProperty("kpis")[0];
        Assert.Equal(("good", 4), (good.GetProperty("name").GetString(), good.GetProperty("n").GetInt32()));
        // 1 000 trays an hour at most, and a line that runs most of the time.
        Assert.InRange(good.GetProperty("mean").GetDouble(), 15_000, 24_000);
        Assert.True(good.GetProperty("halfWidth").GetDouble() > 0);
        var warnings = answer.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!).Where(w => w.StartsWith("live start", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(warnings, w => w.Contains("stale", StringComparison.Ordinal) || w.Contains("bad data", StringComparison.Ordinal) || w.Contains("fresh", StringComparison.Ordinal) || w.Contains("work in process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Demo_ForAFewSeconds_EndsByItselfWithEverythingAckedReadable()
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(
            TestContext.Current.CancellationToken, "demo", "--for", "5s", "--port", "0");
        Assert.True(exitCode == 0, errors);
        var last = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.True(last.GetProperty("acked").GetInt64() > 100);
        Assert.Equal(0, last.GetProperty("rejected").GetInt64());
        Assert.True(last.GetProperty("assets").GetInt32() >= 10);
        Assert.InRange(last.GetProperty("p50AckMs").GetDouble(), 0.01, 1000);
        Assert.True(last.GetProperty("p99AckMs").GetDouble() >= last.GetProperty("p50AckMs").GetDouble());
    }

    [Fact]
    public async Task Demo_ScenarioFromTheLivePlant_StartsFromWhatTheMachinesAreDoing()
    {
        const string Document = """
            apiVersion: twingrid/v1
            kind: Scenario
            metadata: {name: slower-filler}
            spec:
              question: What does a slower filler do from now on over an hour?
              plant: bottling
              start: live
              horizon: 1h
              replications: 5
              set: {filler-1.cycle: 0.3s}
              kpis:
                - {id: trays, of: palletiser-1.machine.good.total, unit: "1", direction: maximise}
            """;
        using var directory = new TempDirectory();
        var file = directory.File("slower.yaml");
        await File.WriteAllTextAsync(file, Document, Token);
        var port = FreePort();
        var demo = ServerProcess.RunAsync(Token, "demo", "--for", "30s", "--port", $"{port}", "--http-port", "0");

        var run = await UntilItAnswersAsync(new Uri($"http://127.0.0.1:{port}"), demo, "scenario", "run", file, "--wait", "-o", "json");

        Assert.True(run.ExitCode == 0, run.Errors);
        var answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("cutAt").ValueKind);
        // Half the speed makes about half as many trays once the belts are empty: the difference is beyond doubt.
        Assert.True(answer.GetProperty("comparisons")[0].GetProperty("upper").GetDouble() < -100, run.Output);
        Assert.DoesNotContain("fit nowhere", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await demo).ExitCode);
    }

    /// <summary>The server comes up, and then its plant systems tell the first values: until then there is nothing to start from.</summary>
    private static async Task<CliResult> UntilItAnswersAsync(Uri endpoint, Task demo, params string[] arguments)
    {
        while (true)
        {
            var run = await Cli.RunAsync(endpoint, Token, arguments);
            if (run.ExitCode == 0 || demo.IsCompleted)
            {
                return run;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
