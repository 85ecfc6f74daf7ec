using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using PartitionState = TwinGrid.Grains.Partitions.PartitionState;

namespace TwinGrid.Grains.Tests.Cuts;

public sealed class PartitionCutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CutAsync_WhileTheWriterGoesOn_IsTheFoldAtItsIndex()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 20_000);
        await using var lane = await harness.OpenLaneAsync();
        var random = new Random(11);
        var (cuts, enough) = (new Dictionary<ulong, PlantCut>(), false);
        var sending = Task.Run(SendAsync, Token);
        while (cuts.Count < 5)
        {
            var cut = (await harness.Partition.CutAsync([], harness.NowNs, Token))!;
            cuts.TryAdd(cut.Positions[0].CommitIndex, cut);
        }

        Volatile.Write(ref enough, true);
        await sending;
        foreach (var cut in cuts.Values)
        {
            CompareToFold(harness, cut);
        }

        async Task SendAsync()
        {
            for (var seq = 1UL; !Volatile.Read(ref enough); seq++)
            {
                var samples = Enumerable.Range(0, 50)
                    .Select(i => (new SeriesId(random.Next(20_000), random.Next(5)).Value, harness.NowNs + (long)seq, (double)((seq * 100) + (ulong)i))).ToArray();
                await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(seq, samples));
            }
        }
    }

    [Fact]
    public async Task CutAsync_LiveAsset_HasValuesQualitiesStatisticsAndAlarmsAtTheInstant()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 300);
        var lane = await harness.OpenLaneAsync();
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(
            1, (harness.Series("pump-007", "flow"), harness.NowNs, 95), (harness.Series("pump-007", "pressure"), harness.NowNs, 3)));
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(2, (harness.Series("pump-007", "pressure"), harness.NowNs + (10 * Nanoseconds.PerSecond), 5)));
        var at = harness.NowNs + (12 * Nanoseconds.PerSecond);

        var cut = (await harness.Partition.CutAsync(["line"], at, Token))!;

        Assert.Equal(("plant", 300, at), (cut.Plant, cut.Assets.Length, cut.AtNs));
        Assert.Equal((harness.Partition.HistoryId, harness.Partition.AppliedIndex), (cut.Positions[0].HistoryId, cut.Positions[0].CommitIndex));
        Assert.Equal(harness.Partition.Definition!.Hash, cut.DefinitionHash);
        var pump = cut.Find("pump-007")!;
        Assert.Equal(("pump", "line"), (pump.Type.Id, pump.Line));
        Assert.Equal((95.0, Quality.Good, 12.0), (pump.Find("flow")!.Value.Value, pump.Find("flow")!.Value.Quality, pump.Find("flow")!.Value.AgeSeconds(at)));

        // Weight 10 s / (10 s + 10 s): mean 4, variance (1 - 1/2)(0 + 2 * 1).
        Assert.Equal((5.0, 4.0, 1.0), (pump.Find("pressure")!.Value.Value, pump.Find("pressure")!.Value.Mean, pump.Find("pressure")!.Value.Variance));
        Assert.Equal(Quality.BadWaitingForInitialData, pump.Find("note")!.Value.Quality);
        Assert.Null(pump.Find("none"));
        var alarm = Assert.Single(pump.Alarms);
        Assert.Equal(new CutAlarm("flow-high", true, false, harness.NowNs, 95), alarm);
        Assert.Empty(cut.Find("pump-008")!.Alarms);
        Assert.Equal(CutEncoding.Write(cut), CutEncoding.Write((await harness.Partition.CutAsync(["line"], at, Token))!));
    }

    [Fact]
    public async Task CutAsync_ProducerGoneBeforeTheInstant_IsToldAsNoCommunication()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        var lane = await harness.OpenLaneAsync();
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (harness.Series("pump-001", "flow"), harness.NowNs, 5)));
        await lane.DisposeAsync();
        harness.Clock.Advance(harness.Options.ProducerGoneAfter + TimeSpan.FromSeconds(1));
        var cut = (await harness.Partition.CutAsync([], harness.NowNs, Token))!;
        Assert.Equal(Quality.BadNoCommunication, cut.Find("pump-001")!.Find("flow")!.Value.Quality);
    }

    [Fact]
    public async Task CutAsync_SomeLines_TakesTheirAssetsAlone()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 0);
        Assert.Null(await harness.Partition.CutAsync([], 1, Token));
        var plant = PumpPlant.Plant(PumpPlant.Pump) with
        {
            Lines =
            [
                new LineDefinition { Id = "one", DisplayName = "one", Assets = [new AssetDefinition { Id = "a-{0}", Type = "pump", From = 1, To = 100 }] },
                new LineDefinition { Id = "two", DisplayName = "two", Assets = [new AssetDefinition { Id = "b-{0}", Type = "pump", From = 1, To = 30 }] },
            ],
        };
        await harness.Partition.ApplyDefinitionAsync(plant, 1, Token);
        var cut = (await harness.Partition.CutAsync(["two"], 1, Token))!;
        Assert.Equal(30, cut.Assets.Length);
        Assert.All(cut.Assets, asset => Assert.Equal("two", asset.Line));
        Assert.Equal(["two"], cut.Lines);
        Assert.Equal(130, (await harness.Partition.CutAsync([], 1, Token))!.Assets.Length);
    }

    [Fact]
    public async Task CutAsync_GivenUp_LeavesNothingBehind()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 5_000);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Partition.CutAsync([], 1, source.Token));
        await harness.HashAsync();
        await harness.HashAsync();
        Assert.Null(harness.Partition.State.Writer.Watchers.First);
        Assert.Equal(5_000, (await harness.Partition.CutAsync([], 1, Token))!.Assets.Length);
        Assert.Null(harness.Partition.State.Writer.Watchers.First);
    }

    [Fact]
    public async Task CutAsync_StoreFailed_IsRefused()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        harness.Store.Fail("gone");
        var lane = harness.Partition.UpdateMetadataAsync(0, new MetadataUpdate("x", null, null), Token);
        await Assert.ThrowsAsync<StoreFencedException>(async () => await lane);
        await Assert.ThrowsAsync<StoreFencedException>(async () => await harness.Partition.CutAsync([], 1, Token));
    }

    private static void CompareToFold(PartitionHarness harness, PlantCut cut)
    {
        var folded = new PartitionState(PartitionHarness.Key);
        foreach (var record in harness.Store.ReadAll(PartitionHarness.Key).TakeWhile(record => record.Index <= cut.Positions[0].CommitIndex))
        {
            folded.Apply(record.Kind, record.Payload.Span, record.Index);
        }

        Assert.Equal(20_000, cut.Assets.Length);
        var view = new AssetView();
        foreach (var asset in cut.Assets)
        {
            Assert.True(folded.Table.TryRead(folded.Layout!.Assets.Find(asset.Id), view, out _, out _));
            for (var i = 0; i < view.Count; i++)
            {
                Assert.Equal((view.Signals[i].Value, view.Signals[i].TimeNs), (asset.Signals[i].Value, asset.Signals[i].TimeNs));
            }
        }
    }
}
