using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Samples;
using TwinGrid.Testing.Stores;
using Xunit;

namespace TwinGrid.Grains.Tests.Partitions;

public sealed class LaneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enqueue_SamePayloadAgain_IsADuplicateWithTheSameResults()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var (flow, running) = (harness.Series("pump-001", "flow"), harness.Series("pump-001", "running"));
        SampleBatch Make() => PartitionHarness.Batch(1, (flow, harness.NowNs, double.NaN), (running, harness.NowNs, 0.5), (flow, harness.NowNs, 1));
        var first = await PartitionHarness.SendAsync(lane, Make());

        var again = await PartitionHarness.SendAsync(lane, Make());
        await harness.CrashAsync();
        var afterCrash = await PartitionHarness.SendAsync(await harness.OpenLaneAsync(), Make());

        var result = Assert.Single(first.Results);
        Assert.Equal(BatchCode.Accepted, result.Code);
        Assert.Equal([new(0, RejectionCode.ValueNotFinite), new(1, RejectionCode.TypeMismatch)], result.Items);
        Assert.Equal([(RejectionCode.TypeMismatch, 1), (RejectionCode.ValueNotFinite, 1)], result.Rejected);
        Assert.Equal(1, first.AcceptedSamples);
        foreach (var update in new[] { again, afterCrash })
        {
            var duplicate = Assert.Single(update.Results);
            Assert.Equal((BatchCode.Duplicate, 1UL, false), (duplicate.Code, duplicate.Seq, duplicate.ResultsExpired));
            Assert.Equal(result.Items, duplicate.Items);
            Assert.Equal(result.Rejected, duplicate.Rejected);
            Assert.Equal((1UL, 0L), (update.ThroughSeq, update.AcceptedSamples));
        }
    }

    [Fact]
    public async Task Enqueue_DuplicateOlderThanTheRing_SaysThatItsResultsAreGone()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        for (var seq = 1UL; seq <= 1_030; seq++)
        {
            await lane.EnqueueAsync(PartitionHarness.Batch(seq, (series, harness.NowNs, seq)), Token);
        }

        while ((await lane.NextAckAsync(Token)).ThroughSeq < 1_030)
        {
        }

        var kept = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(7, (series, harness.NowNs, 7)));
        var expired = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(6, (series, harness.NowNs, 6)));

        Assert.False(Assert.Single(kept.Results).ResultsExpired);
        Assert.True(Assert.Single(expired.Results).ResultsExpired);
    }

    [Fact]
    public async Task Enqueue_OtherPayloadUnderACommittedSeq_EndsTheLaneAndRaisesAnEvent()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 1)));

        var update = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 1), (series, harness.NowNs, 2)));

        Assert.Equal(LaneEnd.SequenceConflict, update.Ended?.End);
        await Assert.ThrowsAsync<LaneEndedException>(
            async () => await lane.EnqueueAsync(PartitionHarness.Batch(2, (series, harness.NowNs, 1)), Token));
        Assert.Contains("producer.conflict", (await harness.ReadEventsAsync()).Select(one => one.Kind));
    }

    [Fact]
    public async Task Enqueue_AfterAGap_StoresNothingAndTellsWhatIsExpected()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await lane.EnqueueAsync(PartitionHarness.Batch(1, (series, harness.NowNs, 1)), Token);
        await lane.EnqueueAsync(PartitionHarness.Batch(3, (series, harness.NowNs, 3)), Token);

        var update = await harness.DrainAsync(lane);

        Assert.Equal((LaneEnd.SequenceGap, 2UL), (update.Ended!.End, update.Ended.ExpectedSeq));
        Assert.Equal(1UL, update.ThroughSeq);
        Assert.Equal(1L, Assert.Single(harness.Partition.ListProducers()).Gaps);
        Assert.Equal(1UL, (await harness.OpenLaneAsync()).HighWaterMark);
    }

    [Fact]
    public async Task EnqueueLoss_OverTheNextBatches_MakesWhatTheProducerWroteUncertainUntilItsNextSample()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        await using var other = await harness.OpenLaneAsync("other");
        var (flow, pressure, starts) = (harness.Series("pump-001", "flow"), harness.Series("pump-001", "pressure"), harness.Series("pump-001", "starts"));
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (flow, harness.NowNs, 1), (pressure, harness.NowNs, 2)));
        await PartitionHarness.SendAsync(other, PartitionHarness.Batch(1, (starts, harness.NowNs, 3)));

        await lane.EnqueueLossAsync(new LossRange(2, 5, "disk full"), Token);
        var lost = await lane.NextAckAsync(Token);
        var resent = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(4, (flow, harness.NowNs, 4)));
        var before = View(harness, flow).Signals.Select(signal => signal.Quality).ToArray();
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(6, (flow, harness.NowNs, 6)));

        Assert.Equal(5UL, lost.ThroughSeq);
        Assert.Equal(BatchCode.LossDeclared, Assert.Single(resent.Results).Code);
        Assert.Equal([Quality.Uncertain, Quality.Uncertain, Quality.Good], before[..3]);
        Assert.Equal([Quality.Good, Quality.Uncertain, Quality.Good], View(harness, flow).Signals[..3].Select(signal => signal.Quality));
        Assert.Equal(4L, harness.Partition.ListProducers().Single(one => one.Producer == "gateway").LostBatches);
        Assert.Contains("producer.loss", (await harness.ReadEventsAsync()).Select(one => one.Kind));
    }

    [Fact]
    public async Task OpenLane_OlderEpochOrFencedOrAnotherHistory_IsRefused()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var first = await harness.OpenLaneAsync(epoch: 3);
        await using var second = await harness.OpenLaneAsync(epoch: 4);

        var (below, _) = await harness.Partition.FenceProducerAsync("gateway", 0, "stolen", Token);

        Assert.Equal(LaneEnd.FencedEpoch, (await first.NextAckAsync(Token)).Ended?.End);
        Assert.Equal(LaneEnd.FencedEpoch, (await second.NextAckAsync(Token)).Ended?.End);
        Assert.Equal(5UL, below);
        Assert.Equal(LaneEnd.FencedEpoch, (await RefusedAsync(harness, new LaneRequest("gateway", 4, null, null, 0))).End);
        Assert.Equal(LaneEnd.HistoryMismatch, (await RefusedAsync(harness, new LaneRequest("gateway", 9, null, Guid.NewGuid(), 0))).End);
        await harness.CrashAsync();
        Assert.Equal(LaneEnd.FencedEpoch, (await RefusedAsync(harness, new LaneRequest("gateway", 4, null, null, 0))).End);
    }

    [Fact]
    public async Task OpenLane_StrongerDurabilityThanTheStore_IsRefused()
    {
        await using var harness = await PartitionHarness.OpenAsync(new MemoryLogStore { Durability = Durability.ProcessCrash });

        Assert.Equal(LaneEnd.DurabilityUnavailable, (await RefusedAsync(harness, new LaneRequest("gateway", 1, Durability.PowerLoss, null, 0))).End);
        await using var lane = await harness.OpenLaneAsync();
        Assert.Equal(Durability.ProcessCrash, lane.Durability);
    }

    [Fact]
    public async Task OpenLane_TheSameAgain_EndsTheFirst()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var first = await harness.OpenLaneAsync();
        await using var second = await harness.OpenLaneAsync();

        Assert.Equal(LaneEnd.Replaced, (await first.NextAckAsync(Token)).Ended?.End);
        await first.DisposeAsync();
        Assert.True(Assert.Single(harness.Partition.ListProducers()).Connected);
    }

    [Fact]
    public async Task NextAck_BeforeTheSync_WaitsUnlessTheLaneIsOfClassMemory()
    {
        await using var harness = await PartitionHarness.OpenAsync(new MemoryLogStore { AutoSync = false });
        await using var durable = await harness.OpenLaneAsync();
        await using var memory = await harness.OpenLaneAsync("fast", durability: Durability.Memory);
        var series = harness.Series("pump-001", "flow");

        await durable.EnqueueAsync(PartitionHarness.Batch(1, (series, harness.NowNs, 1)), Token);
        var ack = durable.NextAckAsync(Token).AsTask();
        await memory.EnqueueAsync(PartitionHarness.Batch(1, (series, harness.NowNs, 2)), Token);
        Assert.Equal(1UL, (await memory.NextAckAsync(Token)).ThroughSeq);

        Assert.False(ack.IsCompleted);
        harness.Store.Sync();
        Assert.Equal(1UL, (await ack).ThroughSeq);
        await harness.CloseAsync();
    }

    [Fact]
    public async Task NextAck_WhenTheStoreFails_TellsNothingThatIsNotDurable()
    {
        await using var harness = await PartitionHarness.OpenAsync(new MemoryLogStore { AutoSync = false });
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await lane.EnqueueAsync(PartitionHarness.Batch(1, (series, harness.NowNs, 1)), Token);
        var ack = lane.NextAckAsync(Token).AsTask();

        harness.Store.Fail("disk full");

        var update = await ack;
        Assert.Equal((LaneEnd.StoreUnavailable, 0UL, 0L), (update.Ended!.End, update.ThroughSeq, update.AcceptedSamples));
        Assert.True(harness.Partition.IsStale);
        Assert.True(harness.Partition.TryRead(0, new AssetView()));
        Assert.Equal(LaneEnd.StoreUnavailable, (await RefusedAsync(harness, new LaneRequest("next", 1, null, null, 0))).End);
    }

    [Fact]
    public async Task Enqueue_LogWithoutRoom_WaitsForTheSync()
    {
        await using var harness = await PartitionHarness.OpenAsync(new MemoryLogStore { AutoSync = false, RoomBytes = 200 });
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        for (var seq = 1UL; seq <= 20; seq++)
        {
            await lane.EnqueueAsync(PartitionHarness.Batch(seq, (series, harness.NowNs, seq)), Token);
        }

        var last = harness.DrainThroughAsync(lane, 20);
        await harness.WhileSyncingAsync(last);

        Assert.Equal(20.0, View(harness, series).Signals[0].Value);
        await harness.CloseAsync();
    }

    [Fact]
    public async Task TryRead_AfterTheGracePeriod_SaysThatTheProducerIsGone()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 1)));
        await lane.DisposeAsync();

        var before = View(harness, series).ProducerGone;
        harness.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.False(before);
        Assert.True(View(harness, series).ProducerGone);
        await using var again = await harness.OpenLaneAsync();
        Assert.False(View(harness, series).ProducerGone);
    }

    private static async Task<LaneEndedException> RefusedAsync(PartitionHarness harness, LaneRequest request) =>
        await Assert.ThrowsAsync<LaneEndedException>(async () => await harness.Partition.OpenLaneAsync(request, Token));

    private static AssetView View(PartitionHarness harness, uint series)
    {
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(new SeriesId(series).Slot, view));
        return view;
    }
}
