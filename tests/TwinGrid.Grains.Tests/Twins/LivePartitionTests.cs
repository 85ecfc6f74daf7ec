using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Queries;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Grains.Tests.Watches;
using TwinGrid.Grains.Watches;
using Xunit;

namespace TwinGrid.Grains.Tests.Twins;

/// <summary>Queries, figures and watches over a real partition, fed through a lane.</summary>
public sealed class LivePartitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twins_SampleRaisesAnAlarm_IsSeenByQueriesFiguresAndWatches()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 300);
        var directory = new TestDirectory(harness.Partition);
        var queries = new TwinQueries(directory, new PlantFiguresSource(), harness.Clock);
        var hub = new WatchHub(directory, new EventsInMemory(), TimeProvider.System, new WatchOptions(), NullLogger<WatchHub>.Instance);
        await using var watch = hub.WatchAssetsAsync(
            new AssetWatch(new AssetQuery("plants/plant", "alarms > 0"), [], TimeSpan.FromTicks(1)), Token).GetAsyncEnumerator(Token);
        Assert.Empty(await WatchRig.Picture(watch));

        var lane = await harness.OpenLaneAsync();
        await SendAsync(lane, 1, (harness.Series("pump-007", "flow"), harness.NowNs, 95), (harness.Series("pump-008", "flow"), harness.NowNs, 50));
        Assert.Equal(["pump-007"], await Ids(queries, "alarms > 0"));
        Assert.Equal(["pump-007", "pump-008"], await Ids(queries, "signals.flow >= 50"));
        var alarm = Assert.Single((await queries.ListAlarmsAsync(new AlarmQuery("plants/plant", false, false), 10, null, Token)).Alarms);
        Assert.Equal(("flow-high", AlarmState.Unacknowledged, 95.0), (alarm.Alarm, alarm.State, alarm.Value));

        await hub.LookAsync(Token);
        var told = Assert.Single((await WatchRig.Next(watch)).Changes);
        Assert.Equal(("pump-007", false), (told.View.Info.Id, told.Left));
        var figures = new PlantAggregator().Look([harness.Partition], harness.NowNs, (_, _) => { })!;
        Assert.Equal((300, 1, 1), (figures.Plant.Assets, figures.Plant.ActiveAlarms, figures.Lines["line"].UnacknowledgedAlarms));
    }

    [Fact]
    public async Task Watch_OperatorAcknowledgesAReturnedAlarm_AssetLeavesWithoutASample()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 300);
        var directory = new TestDirectory(harness.Partition);
        var hub = new WatchHub(directory, new EventsInMemory(), TimeProvider.System, new WatchOptions(), NullLogger<WatchHub>.Instance);
        var lane = await harness.OpenLaneAsync();
        var flow = harness.Series("pump-007", "flow");
        await SendAsync(lane, 1, (flow, harness.NowNs, 95));
        await SendAsync(lane, 2, (flow, harness.NowNs + 1, 10));
        await using var watch = hub.WatchAssetsAsync(
            new AssetWatch(new AssetQuery("plants/plant", "alarms > 0"), ["flow"], TimeSpan.FromTicks(1)), Token).GetAsyncEnumerator(Token);
        Assert.Single(await WatchRig.Picture(watch));

        var slot = harness.Partition.FindAsset("pump-007");
        var acted = await harness.Partition.ActOnAlarmAsync(slot, "flow-high", new AlarmAction(AlarmActionKind.Acknowledge, "ann", "", 0), Token);
        Assert.Equal(AlarmState.Normal, acted!.State);
        await hub.LookAsync(Token);
        Assert.True(Assert.Single((await WatchRig.Next(watch)).Changes).Left);
    }

    private static Task SendAsync(ILane lane, ulong seq, params (uint Series, long TimeNs, double Value)[] samples) =>
        PartitionHarness.SendAsync(lane, PartitionHarness.Batch(seq, samples));

    private static async Task<IEnumerable<string>> Ids(TwinQueries queries, string filter) =>
        (await queries.ListAsync(new AssetQuery("plants/plant", filter), 100, null, Token)).Assets.Select(view => view.Info.Id);
}
