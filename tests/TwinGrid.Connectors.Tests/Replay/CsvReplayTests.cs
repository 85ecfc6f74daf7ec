using System.Globalization;
using TwinGrid.Client;
using TwinGrid.Client.Testing;
using TwinGrid.Connectors.Replay;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Connectors.Tests.Replay;

public sealed class CsvReplayTests
{
    private const string Map = """
        apiVersion: twingrid/v1
        kind: ReplayMap
        spec:
          delimiter: ";"
          time: {column: datetime, format: "yyyy-MM-dd HH:mm:ss"}
          asset: pump-1
          columns:
            - {column: Pressure, signal: pressure, unit: bar}
            - {column: Flow, signal: flow}
        """;

    private static readonly CancellationToken Deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private static string Csv(int rows, int first = 0) => "datetime;Pressure;Flow;anomaly\n" + string.Concat(Enumerable.Range(first, rows).Select(n =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddSeconds(n):yyyy-MM-dd HH:mm:ss};{n / 7.0};{(n % 5 == 0 ? "" : "1.5")};0.0\n")));

    private static async Task<ReplaySummary> RunAsync(FakeServer server, TemporaryDirectory files, bool withState, params string[] names)
    {
        using var client = new TwinGridClient(server.Endpoint);
        var options = new ReplayOptions { Plant = "p", Producer = "replay", StateDirectory = withState ? Path.Combine(files.Path, "state") : null };
        return await new CsvReplay(client, options).RunAsync(ReplayMapReader.Read("map.yaml", Map), [.. names.Select(name => Path.Combine(files.Path, name))], Deadline);
    }

    [Fact]
    public async Task Run_TwoFiles_EveryCellThatIsNotEmptyIsStored()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(2_500));
        files.Write("b.csv", Csv(100, 2_500));

        var summary = await RunAsync(server, files, withState: false, "a.csv", "b.csv");

        var stored = server.Store.Samples("replay");
        Assert.Equal(2_600 + (2_600 * 4 / 5), summary.Acked);
        Assert.Equal(summary.Sent, summary.Acked);
        Assert.Equal(Enumerable.Range(0, 2_600).Select(n => (n * 1_000_000_000L, n / 7.0)),
            stored.Where(sample => sample.Signal == "pressure").Select(sample => (sample.Time, sample.Value)));
        Assert.Equal(2_080, stored.Count(sample => sample.Signal == "flow"));
    }

    [Fact]
    public async Task Run_FinishedReplayIsRepeated_AddsNothing()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(3_000));

        await RunAsync(server, files, withState: true, "a.csv");
        var before = server.Store.Samples("replay").Count;
        var again = await RunAsync(server, files, withState: true, "a.csv");

        Assert.Equal(before, server.Store.Samples("replay").Count);
        Assert.Equal(0, again.Sent);
        Assert.Equal(0, again.Acked);
    }

    [Fact]
    public async Task Run_WithoutState_EachRunIsAnEpochOfItsOwn()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(10));

        await RunAsync(server, files, withState: false, "a.csv");
        await RunAsync(server, files, withState: false, "a.csv");

        Assert.Equal(36, server.Store.Samples("replay").Count);
    }

    [Fact]
    public async Task Run_MoreFilesLater_OnlyTheNewOnesAreAdded()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(1_500));
        files.Write("b.csv", Csv(10, 1_500));

        await RunAsync(server, files, withState: true, "a.csv");
        var summary = await RunAsync(server, files, withState: true, "a.csv", "b.csv");

        Assert.Equal(18, summary.Acked);
        Assert.Equal(1_510, server.Store.Samples("replay").Count(sample => sample.Signal == "pressure"));
    }

    [Fact]
    public async Task Run_StateWasLostHalfWay_SameNumbersAndBytesAreMadeAgain()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(5_000));
        await RunAsync(server, files, withState: true, "a.csv");
        var state = Path.Combine(files.Path, "state", "replay.json");
        var record = await File.ReadAllTextAsync(state, Deadline);
        var rewound = System.Text.Json.Nodes.JsonNode.Parse(record)!;
        rewound["checkpoint"] = null;
        await File.WriteAllTextAsync(state, rewound.ToJsonString().Replace("\"checkpoint\":null", "\"checkpoint\":{\"file\":0,\"blocks\":0,\"nextSeqs\":{}}", StringComparison.Ordinal), Deadline);

        var summary = await RunAsync(server, files, withState: true, "a.csv");

        Assert.Equal(9_000, summary.Skipped);
        Assert.Equal(9_000, server.Store.Samples("replay").Count);
    }

    [Fact]
    public async Task Run_ServerWasRestoredFurtherThanTheState_RefillsFromTheFiles()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(5_000));
        var empty = server.Store.Backup();
        await RunAsync(server, files, withState: true, "a.csv");
        var all = server.Store.Samples("replay");

        server.Store.Restore(empty);
        var summary = await RunAsync(server, files, withState: true, "a.csv");

        Assert.Equal(all, server.Store.Samples("replay"));
        Assert.Equal(9_000, summary.Acked);
    }

    [Theory]
    [InlineData(FakeFault.DieBeforeCommit)]
    [InlineData(FakeFault.DieAfterCommit)]
    public async Task Run_ServerDiesOnTheWay_FinishesByItself(FakeFault fault)
    {
        await using var server = await FakeServer.StartAsync();
        server.Script.OnBatch = (n, _) => n % 3 == 1 ? fault : FakeFault.None;
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(5_000));

        var summary = await RunAsync(server, files, withState: false, "a.csv");

        Assert.Equal(9_000, summary.Acked);
        Assert.Equal(5_000, server.Store.Samples("replay").Where(sample => sample.Signal == "pressure").Select(sample => sample.Time).Distinct().Count());
        Assert.Equal(9_000, server.Store.Samples("replay").Count);
    }

    [Fact]
    public async Task Run_FileWasChanged_IsRefused()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(10));
        await RunAsync(server, files, withState: true, "a.csv");
        files.Write("a.csv", Csv(10, 5));

        var error = await Assert.ThrowsAsync<ReplayStateException>(() => RunAsync(server, files, withState: true, "a.csv"));
        Assert.Contains("a.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RowCannotBeRead_NamesFileLineAndText()
    {
        await using var server = await FakeServer.StartAsync();
        using var files = new TemporaryDirectory();
        files.Write("a.csv", Csv(3) + "2020-01-01 00:00:00;abc;1;0\n");

        var error = await Assert.ThrowsAsync<ReplayDataException>(() => RunAsync(server, files, withState: false, "a.csv"));
        Assert.Contains("a.csv:5", error.Message, StringComparison.Ordinal);
        Assert.Contains("abc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RecordedPumpData_ComesBackExactly()
    {
        var data = Path.Combine(Repository.Data("skab"), "valve1", "0.csv");
        Assert.SkipUnless(File.Exists(data), $"{data} is absent; set TWINGRID_DATA.");
        await using var server = await FakeServer.StartAsync();
        using var client = new TwinGridClient(server.Endpoint);
        var map = ReplayMapReader.ReadFile(Repository.Sample("pump-testbed/map.yaml"));

        await new CsvReplay(client, new ReplayOptions { Plant = "pump-testbed", Producer = "replay" }).RunAsync(map, [data], Deadline);

        var lines = (await File.ReadAllLinesAsync(data, Deadline)).Skip(1).Select(line => line.Split(';')).ToList();
        var flow = server.Store.Samples("replay").Where(sample => sample.Signal == "flow").ToList();
        Assert.Equal(lines.Select(cells => double.Parse(cells[8], CultureInfo.InvariantCulture)), flow.Select(sample => sample.Value));
        Assert.Equal(lines.Select(cells => cells[0]), flow.Select(sample => Timestamp.ToDateTimeOffset(sample.Time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
    }
}
