using System.Globalization;
using System.Text.Json;
using Parquet;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Records;
using Xunit;

namespace TwinGrid.Cli.Tests.Simulations;

public sealed class SimulationFilesTests : IDisposable
{
    private const int Replications = 30;

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Simulate_ReplicationsToCsv_WritesALineEach()
    {
        await SimulateAsync("--replications-to", folder.Below("out.csv"));

        var lines = await File.ReadAllLinesAsync(folder.Below("out.csv"), Token);
        Assert.Equal("arm,replication,wait,working,events,digest", lines[0]);
        Assert.Equal(Replications + 1, lines.Length);
        Assert.Matches(@"^one,0,\d+\.\d+,0\.\d+,\d+,[0-9a-f]{16}$", lines[1]);
    }

    [Fact]
    public async Task Simulate_ReplicationsToParquet_HoldsWhatTheCsvHolds()
    {
        await SimulateAsync("--replications-to", folder.Below("out.csv"));
        await SimulateAsync("--replications-to", folder.Below("out.parquet"));

        await using var reader = await ParquetReader.CreateAsync(folder.Below("out.parquet"), cancellationToken: Token);
        Assert.Equal(["arm", "replication", "wait", "working", "events", "digest"], reader.Schema.DataFields.Select(f => f.Name));
        using var group = reader.OpenRowGroupReader(0);
        var waits = new double[Replications];
        await group.ReadAsync<double>(reader.Schema.DataFields[2], waits, cancellationToken: Token);
        var written = (await File.ReadAllLinesAsync(folder.Below("out.csv"), Token)).Skip(1).Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture));
        Assert.Equal(written, waits);
    }

    [Fact]
    public async Task Simulate_Report_IsOneWholePage()
    {
        await SimulateAsync("--report", folder.Below("run.html"));

        var page = await File.ReadAllTextAsync(folder.Below("run.html"), Token);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Contains("Is it worth having a second server?", page, StringComparison.Ordinal);
        Assert.Contains("id=\"gantt\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Record_IsReadBack()
    {
        await SimulateAsync("--record", folder.Below("run.json"), "--seed", "5", "--set", "service.mean=0.9");

        var bytes = await File.ReadAllBytesAsync(folder.Below("run.json"), Token);
        var record = RunRecordJson.Read(bytes);
        Assert.Equal((5ul, "one-or-two-servers", HostFingerprint.Current), (record.Seed, record.Document, record.Host));
        Assert.Equal("5", record.Overrides.Seed);
        Assert.Equal(KeyValuePair.Create("service.mean", "0.9"), Assert.Single(record.Overrides.Set));
        Assert.Equal([10, 10, 10], record.Replications);
        Assert.Equal(Replications, record.Traces.Length);
        Assert.Equal(bytes, RunRecordJson.Write(record));
    }

    [Fact]
    public async Task ReplayRun_SameFiles_DidTheSame()
    {
        await SimulateAsync("--record", folder.Below("run.json"), "--seed", "5");

        var run = await CliRun.RunAsync("replay-run", folder.Below("run.json"), "--with", folder.Below("queue.yaml"), "-o", "json");

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        var told = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(told.GetProperty("same").GetBoolean());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("firstDifference").ValueKind);
        Assert.Equal(Replications, told.GetProperty("replications").GetInt32());
    }

    [Fact]
    public async Task ReplayRun_AnotherDocument_NamesIt()
    {
        await SimulateAsync("--record", folder.Below("run.json"));
        folder.Write("queue.yaml", QueueDocument.With("horizon: 2 min", "horizon: 3 min"));

        var run = await CliRun.RunAsync("replay-run", folder.Below("run.json"), "--with", folder.Below("queue.yaml"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith("Not the same: the document's hash is ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayRun_OneReplicationWentOtherwise_IsNamed()
    {
        await SimulateAsync("--record", folder.Below("run.json"));
        var record = RunRecordJson.Read(await File.ReadAllBytesAsync(folder.Below("run.json"), Token));
        var other = record.Traces[12] with { Digest = record.Traces[12].Digest ^ 1 };
        await File.WriteAllBytesAsync(folder.Below("run.json"), RunRecordJson.Write(record with { Traces = record.Traces.SetItem(12, other) }), Token);

        var run = await CliRun.RunAsync("replay-run", folder.Below("run.json"), "--with", folder.Below("queue.yaml"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.StartsWith("Not the same: arm 'two', replication 2: its events are the same up to event", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1,")]
    [InlineData("""{"document":"x"}""")]
    public async Task ReplayRun_FileThatIsNoRecord_IsRefused(string content)
    {
        var run = await CliRun.RunAsync("replay-run", folder.Write("run.json", content), "--with", folder.Write("queue.yaml", QueueDocument.Text));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("run.json: It is no record of a run", run.Error, StringComparison.Ordinal);
    }

    private async Task SimulateAsync(params string[] args)
    {
        var run = await CliRun.RunAsync(["simulate", folder.Write("queue.yaml", QueueDocument.Text), .. args]);
        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
    }
}
