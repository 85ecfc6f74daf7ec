using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Partitions;

public sealed class PartitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextAck_AfterABatch_TellsWhatReadsShow()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-002", "flow");

        var ack = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 12.5), (series, harness.NowNs + 1, 13.5)));

        Assert.Equal((1UL, 2L, 1), (ack.ThroughSeq, ack.AcceptedSamples, ack.FreedBatches));
        Assert.Empty(ack.Results);
        await harness.Partition.WaitForAppliedAsync(ack.CommitIndex, Token);
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(new SeriesId(series).Slot, view));
        Assert.Equal("plants/plant/lines/line/assets/pump-002", view.Info.Name);
        Assert.Equal((13.5, harness.NowNs + 1, 2U), (view.Signals[0].Value, view.Signals[0].TimeNs, view.Signals[0].Samples));
        Assert.Equal(ack.CommitIndex, view.Revision);
        Assert.Equal(Quality.BadWaitingForInitialData, view.Signals[1].Quality);
    }

    [Fact]
    public async Task Enqueue_LateSample_DoesNotMoveTheCurrentValueBack()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 1)));

        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(2, (series, harness.NowNs - 1, 2)));
        var afterLate = Read(harness, series);
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(3, (series, harness.NowNs, 3)));

        Assert.Equal((1.0, 2U), (afterLate.Value, afterLate.Samples));
        Assert.Equal(3.0, Read(harness, series).Value); // of two at one instant the last committed
    }

    [Fact]
    public async Task Crash_AfterTheAck_KeepsStateByteForByte()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        for (var seq = 1UL; seq <= 50; seq++)
        {
            await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(seq, (series, harness.NowNs + (long)seq, seq), (series + 2, harness.NowNs, 1.5)));
        }

        var before = await harness.HashAsync();
        var index = harness.Partition.AppliedIndex;
        await harness.CrashAsync();

        Assert.True(harness.Partition.AppliedIndex > index); // the take-over has a record of its own
        Assert.Equal(50UL, (await harness.OpenLaneAsync()).HighWaterMark);
        Assert.Equal(50.0, Read(harness, series).Value);
        Assert.NotEqual("", before);
    }

    [Fact]
    public async Task Open_SnapshotAheadOfTheLog_RefusesInsteadOfForgetting()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        var ahead = harness.Partition.AppliedIndex + 1000;
        await using (var snapshot = await harness.Snapshots.BeginAsync(PartitionHarness.Key, harness.Partition.HistoryId, ahead, Token))
        {
            await snapshot.WriteAsync(new byte[1], Token);
            await snapshot.CompleteAsync(Token);
        }

        var lost = await Assert.ThrowsAsync<DataLossException>(harness.CrashAsync);
        Assert.Contains($"{ahead}", lost.Message, StringComparison.Ordinal);
    }

    private static SignalView Read(PartitionHarness harness, uint series)
    {
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(new SeriesId(series).Slot, view));
        return view.Signals[new SeriesId(series).Ordinal];
    }
}
