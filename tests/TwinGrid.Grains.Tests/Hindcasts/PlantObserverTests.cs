using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Grains.Tests.Scenarios;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Hindcasts;
using Xunit;

namespace TwinGrid.Grains.Tests.Hindcasts;

/// <summary>History is read where the partition is, whoever asks.</summary>
public sealed class PlantObserverTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ObserveAsync_PartitionOnAnotherSilo_TellsTheSame()
    {
        var key = new PartitionKey("plant", 0);
        ObservedSignal[] wanted =
        [
            new("pump-002", "starts", ObservedFigure.Increase, [], double.PositiveInfinity),
            new("pump-003", "starts", ObservedFigure.Increase, [], double.PositiveInfinity),
            new("gone", "starts", ObservedFigure.Last, [], double.PositiveInfinity),
        ];
        var early = await Assert.ThrowsAsync<ObservationUnavailableException>(() => Observer(0).ObserveAsync("plant", wanted, 0, 1, Token));
        Assert.Contains("is not open", early.Message, StringComparison.Ordinal);

        await silos.Cluster.Silos.Client.GetGrain<IPartitionGrain>(key.ToString()).OpenAsync(Token);
        var owner = Enumerable.Range(0, 2).Single(silo => Directory(silo).TryGet(key, out _));
        Assert.True(Directory(owner).TryGet(key, out var partition));
        await partition.ApplyDefinitionAsync(PumpPlant.Of(4), 1, Token);
        await using var lane = await partition.OpenLaneAsync(new LaneRequest("observed", 1, null, null, 0), Token);
        var (series, now) = (partition.Resolve("pump-002", "starts").Series.Value, Nanoseconds.Now(TimeProvider.System));
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, now - 50, 7), (series, now, 9), (series, now + 10, 12)));

        SignalFigure[] expected = [new(5, 1, 2), new(double.NaN, 0, 0), new(double.NaN, 0, 0)];
        foreach (var silo in new[] { owner, 1 - owner })
        {
            Assert.Equal(expected, await Observer(silo).ObserveAsync("plant", wanted, now, now + 1_000, Token));
        }
    }

    private PlantObserver Observer(int silo) => silos.Cluster.On(silo).GetRequiredService<PlantObserver>();

    private IPartitionDirectory Directory(int silo) => silos.Cluster.On(silo).GetRequiredService<IPartitionDirectory>();
}
