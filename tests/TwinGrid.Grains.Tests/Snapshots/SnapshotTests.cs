using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Snapshots;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Snapshots;

public sealed class SnapshotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Snapshot_WhileTheWriterGoesOn_IsTheStateAtItsIndex()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 5_000);
        harness.Options.SnapshotBytes = 20_000;
        await using var lane = await harness.OpenLaneAsync();
        var random = new Random(7);
        for (var seq = 1UL; seq <= 300; seq++)
        {
            var samples = Enumerable.Range(0, 40)
                .Select(i => (new SeriesId(random.Next(5_000), random.Next(3)).Value, harness.NowNs + (long)seq, (double)i)).ToArray();
            await lane.EnqueueAsync(PartitionHarness.Batch(seq, samples), Token);
        }

        await harness.DrainThroughAsync(lane, 300);
        await harness.RestartAsync();

        foreach (var info in await harness.Snapshots.ListAsync(PartitionHarness.Key, Token))
        {
            var loaded = await SnapshotLoader.LoadAsync(PartitionHarness.Key, harness.Snapshots, info, Token);
            var folded = new PartitionState(PartitionHarness.Key);
            foreach (var record in harness.Store.ReadAll(PartitionHarness.Key).Take((int)info.Index))
            {
                folded.Apply(record.Kind, record.Payload.Span, record.Index);
            }

            Assert.Equal(Convert.ToHexString(StateHash.Of(folded)), Convert.ToHexString(StateHash.Of(loaded)));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(4_000)]
    public async Task Open_NewestSnapshotDamaged_UsesTheOneBeforeAndTheLog(long damagedByte)
    {
        await using var harness = await WithTwoSnapshotsAsync();
        var series = harness.Series("pump-001", "flow");
        await harness.Partition.DisposeAsync();
        var kept = await harness.Snapshots.ListAsync(PartitionHarness.Key, Token);
        harness.Snapshots.Damage(PartitionHarness.Key, kept[0], damagedByte);

        await harness.ReopenAsync();

        Assert.Equal(2, kept.Count);
        Assert.Equal(20.0, Value(harness, series));
        Assert.Equal(kept[1].Index, harness.Partition.Status.SnapshotIndex);
    }

    [Fact]
    public async Task Open_AllSnapshotsDamaged_ReplaysTheLogWhenItReachesBack()
    {
        await using var harness = await WithTwoSnapshotsAsync();
        var series = harness.Series("pump-001", "flow");
        await harness.Partition.DisposeAsync();
        foreach (var info in await harness.Snapshots.ListAsync(PartitionHarness.Key, Token))
        {
            harness.Snapshots.Damage(PartitionHarness.Key, info, 100);
        }

        if (harness.Partition.Log.FirstIndex == 1)
        {
            await harness.ReopenAsync();
            Assert.Equal(20.0, Value(harness, series));
        }
        else
        {
            await Assert.ThrowsAsync<Contracts.Storage.DataLossException>(harness.ReopenAsync);
        }
    }

    [Fact]
    public async Task Tick_QuietPartition_SnapshotsByAgeAndReleasesItsLog()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await using var lane = await harness.OpenLaneAsync();
        var series = harness.Series("pump-001", "flow");
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (series, harness.NowNs, 1)));
        await harness.HashAsync();
        var last = harness.Partition.AppliedIndex;

        while (harness.Partition.Log.FirstIndex <= last)
        {
            harness.Clock.Advance(TimeSpan.FromMinutes(1));
            await harness.HashAsync();
            await Task.Yield();
        }

        Assert.Equal(last, harness.Partition.AppliedIndex);
        Assert.Equal(last, harness.Partition.Status.SnapshotIndex);
        await harness.CrashAsync();
        Assert.Equal(1.0, Value(harness, series));
    }

    [Fact]
    public async Task StateHash_OneRecordLess_IsAnother()
    {
        await using var harness = await WithTwoSnapshotsAsync();
        var whole = new PartitionState(PartitionHarness.Key);
        var hashes = new HashSet<string>();
        var records = harness.Store.ReadAll(PartitionHarness.Key);
        foreach (var record in records)
        {
            whole.Apply(record.Kind, record.Payload.Span, record.Index);
            hashes.Add(Convert.ToHexString(StateHash.Of(whole)));
        }

        Assert.Equal(records.Count, hashes.Count);
    }

    private static async Task<PartitionHarness> WithTwoSnapshotsAsync()
    {
        var harness = await PartitionHarness.OpenAsync();
        for (var round = 0; round < 2; round++)
        {
            var lane = await harness.OpenLaneAsync(epoch: (ulong)round + 1);
            var series = harness.Series("pump-001", "flow");
            for (var seq = 1UL; seq <= 10; seq++)
            {
                var value = (10.0 * round) + seq;
                await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(seq, (series, harness.NowNs + (long)value, value)));
            }

            await harness.RestartAsync();
        }

        return harness;
    }

    private static double Value(PartitionHarness harness, uint series)
    {
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(new SeriesId(series).Slot, view));
        return view.Signals[new SeriesId(series).Ordinal].Value;
    }
}
