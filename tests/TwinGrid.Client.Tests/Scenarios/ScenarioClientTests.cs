using System.Text;
using TwinGrid.Client.Scenarios;
using TwinGrid.Client.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Client.Tests.Scenarios;

public sealed class ScenarioClientTests
{
    private static readonly TwinGridClientOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), Seed = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_WatchBreaksTwice_IsWatchedToTheEnd()
    {
        await using var server = await FakeServer.StartAsync();
        foreach (var state in new RunState?[] { RunState.Preparing, null, null, RunState.Running, RunState.Running, RunState.Succeeded })
        {
            server.Script.RunStates.Enqueue(state);
        }

        using var client = new TwinGridClient(server.Endpoint, Quick);
        var seen = new Seen();
        var run = await new ScenarioClient(client).WaitAsync("plants/p/runs/r1", seen, Token);

        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal([RunState.Preparing, RunState.Running, RunState.Running, RunState.Succeeded], seen.States);
    }

    [Fact]
    public async Task StartAsync_WithoutRequestId_BringsOne()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = new TwinGridClient(server.Endpoint, Quick);
        var run = await new ScenarioClient(client).StartAsync(new RunScenarioRequest { Parent = "plants/p" }, Token);
        Assert.Equal("plants/p/runs/r1", run.Name);
        Assert.Equal(32, server.Script.StartedId.Length);
        Assert.Equal("plants/p/runs/r1", (await new ScenarioClient(client).ReplayAsync(run.Name, Token)).ReplayOf);
    }

    [Fact]
    public async Task ListAsync_SeveralPages_AreOneList()
    {
        await using var server = await FakeServer.StartAsync();
        server.Script.Runs = ["r5", "r4", "r3", "r2", "r1"];
        using var client = new TwinGridClient(server.Endpoint, Quick);
        var names = await new ScenarioClient(client).ListAsync("plants/p", "", Token).Select(run => run.Name[^2..]).ToListAsync(Token);
        Assert.Equal(server.Script.Runs, names);
    }

    [Fact]
    public async Task ExportAsync_SeveralPieces_AreOneFile()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = new TwinGridClient(server.Endpoint, Quick);
        using var file = new MemoryStream();
        var name = await new ScenarioClient(client).ExportAsync("plants/p/runs/r1", RunExportKind.ReplicationsCsv, file, Token);
        Assert.Equal(("r1.replications.csv", "arm,replication\n"), (name, Encoding.UTF8.GetString(file.ToArray())));
    }

    private sealed class Seen : IProgress<Run>
    {
        public List<RunState> States { get; } = [];

        public void Report(Run value) => States.Add(value.State);
    }
}
