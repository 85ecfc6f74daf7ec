using TwinGrid.Client;
using TwinGrid.Client.Testing;
using TwinGrid.Connectors.Emulation;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Connectors.Tests.Emulation;

public sealed class PlantEmulatorTests
{
    [Fact]
    public async Task Run_BottlingLine_SendsEverySignalThroughAGatewayAnArea()
    {
        await using var server = await FakeServer.StartAsync();
        server.Script.Definition = [.. Repository.SampleFiles("bottling-line").Select(file => file.Content)];
        using var client = new TwinGridClient(server.Endpoint);
        using var stop = new CancellationTokenSource();
        server.Script.OnBatch = (n, _) =>
        {
            if (n == 30)
            {
                stop.Cancel();
            }

            return FakeFault.None;
        };
        var emulator = new PlantEmulator(client, new PlantEmulatorOptions { Plant = "bottling", Interval = TimeSpan.FromMilliseconds(5) });

        var summary = await emulator.RunAsync(stop.Token, TestContext.Current.CancellationToken);

        var stored = new[] { "line-1-wet-gateway", "line-1-dry-gateway", "line-1-end-of-line-gateway" }.SelectMany(server.Store.Samples).ToList();
        Assert.Equal(stored.Count, summary.Acked);
        Assert.Equal(12, summary.Assets);
        Assert.Equal(12, stored.Select(sample => sample.Asset).Distinct().Count());
        Assert.Equal(summary.Series.Sum(series => series.Samples), summary.Acked);
        Assert.True(summary.P50Ack > TimeSpan.Zero && summary.P99Ack >= summary.P50Ack);
        Assert.Empty(summary.Rejected);
    }
}
