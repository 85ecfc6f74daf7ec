using Parquet;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.History;

public sealed class ExportCommandTests
{
    private const string Asset = "plants/one/lines/line-1/assets/pump-1";

    private static async Task<FakeServer> ServerAsync()
    {
        var server = await FakeServer.StartAsync();
        server.Store.Lane("any", 0, lane =>
        {
            lane.Samples.Add(new FakeSample(Asset, "flow", 1_000_000_000, 0.1, 0, null));
            lane.Samples.Add(new FakeSample(Asset, "flow", 2_000_000_100, -2.5, 0x4094_0000, null));
            return 0;
        });
        return server;
    }

    [Fact]
    public async Task Export_Csv_HoldsEverySample()
    {
        await using var server = await ServerAsync();
        using var folder = new TemporaryDirectory();

        var run = await CliRun.OnAsync(server, "history", "export", "--parent", "plants/one", "--signal", "flow", "--file", folder.Below("out.csv"));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Equal(
            [
                "asset,signal,unit,time,value,quality,commit_index",
                $"{Asset},flow,L/min,1970-01-01T00:00:01.000000000Z,0.1,0x00000000,1",
                $"{Asset},flow,L/min,1970-01-01T00:00:02.000000100Z,-2.5,0x40940000,1",
            ],
            await File.ReadAllLinesAsync(folder.Below("out.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_Parquet_ReadsBack()
    {
        await using var server = await ServerAsync();
        using var folder = new TemporaryDirectory();

        var run = await CliRun.OnAsync(server, "history", "export", "--parent", "plants/one", "--file", folder.Below("out.parquet"));

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        await using var reader = await ParquetReader.CreateAsync(folder.Below("out.parquet"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["asset", "signal", "unit", "time", "value", "text", "quality", "commit_index"], reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(1, reader.RowGroupCount);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(2, group.RowCount);
        var times = new DateTime[2];
        await group.ReadAsync<DateTime>(reader.Schema.DataFields[3], times, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([DateTime.UnixEpoch.AddSeconds(1), DateTime.UnixEpoch.AddSeconds(2).AddTicks(1)], times);
        var values = new double[2];
        await group.ReadAsync<double>(reader.Schema.DataFields[4], values, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0.1, -2.5], values);
    }
}
