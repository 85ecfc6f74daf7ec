using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.LiveTable;

public sealed class DefinitionChangeTests
{
    private static readonly AssetDefinition Pumps = new() { Id = "pump-{000}", Type = "pump", From = 1, To = 4 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_SignalAddedBeforeTheOthers_KeepsEverySeriesAndValue()
    {
        await using var harness = await FilledAsync();
        var before = harness.Series("pump-002", "pressure");

        await ApplyAsync(harness, PumpPlant.Pump with { Signals = [PumpPlant.Signal("first"), .. PumpPlant.Pump.Signals] }, Pumps);

        Assert.Equal(before, harness.Series("pump-002", "pressure"));
        var view = View(harness, "pump-002");
        Assert.Equal(["first", "flow", "pressure", "starts", "running", "mode", "note"], view.Info.Type.Signals.Select(signal => signal.Id));
        Assert.Equal([double.NaN, 1.0, 2.0, 3.0], view.Signals[..4].Select(signal => signal.Value));
        Assert.Equal("hello", view.Signals[6].Text);
        Assert.Equal(2.0, view.Signals[2].Mean);
    }

    [Fact]
    public async Task Apply_SignalRetiredAndBackAgain_HasItsOldSeries()
    {
        await using var harness = await FilledAsync();
        var series = harness.Series("pump-002", "flow");

        await ApplyAsync(harness, PumpPlant.Pump with { Signals = PumpPlant.Pump.Signals.RemoveAt(0), Alarms = [] }, Pumps);
        var retired = harness.Partition.Resolve("pump-002", "flow");
        var info = harness.Partition.Describe(new SeriesId(series));
        var ack = await PartitionHarness.SendAsync(await harness.OpenLaneAsync("late"), PartitionHarness.Batch(1, (series, harness.NowNs, 5)));
        await ApplyAsync(harness, PumpPlant.Pump, Pumps);

        Assert.Equal((RejectionCode.Retired, series), (retired.Code, retired.Series.Value));
        Assert.True(info!.IsRetired);
        Assert.Equal(RejectionCode.Retired, Assert.Single(ack.Results).Items[0].Code);
        Assert.Equal(series, harness.Series("pump-002", "flow"));
        Assert.Equal(1.0, View(harness, "pump-002").Signals[0].Value);
    }

    [Fact]
    public async Task Apply_SignalRenamed_KeepsItsSeriesAndOtherUnitDoesNot()
    {
        await using var harness = await FilledAsync();
        var (flow, pressure) = (harness.Series("pump-002", "flow"), harness.Series("pump-002", "pressure"));
        var signals = PumpPlant.Pump.Signals;

        await ApplyAsync(
            harness,
            PumpPlant.Pump with
            {
                Signals = [signals[0] with { Id = "volume-flow", RenamedFrom = "flow" }, signals[1] with { Unit = "kPa" }, .. signals.Skip(2)],
                Alarms = [],
            },
            Pumps);

        Assert.Equal(flow, harness.Series("pump-002", "volume-flow"));
        Assert.NotEqual(pressure, harness.Series("pump-002", "pressure"));
        Assert.Equal([1.0, double.NaN, 3.0], View(harness, "pump-002").Signals[..3].Select(signal => signal.Value));
        Assert.Equal(RejectionCode.UnknownSignal, harness.Partition.Resolve("pump-002", "flow").Code);
    }

    [Fact]
    public async Task Apply_AssetsRetiredRenamedAndAdded_KeepTheirSlots()
    {
        await using var harness = await FilledAsync();
        var (second, third) = (harness.Partition.FindAsset("pump-002"), harness.Partition.FindAsset("pump-003"));

        await ApplyAsync(
            harness,
            PumpPlant.Pump,
            new AssetDefinition { Id = "new", Type = "pump" },
            new AssetDefinition { Id = "main", Type = "pump", RenamedFrom = "pump-002" },
            new AssetDefinition { Id = "pump-001", Type = "pump" });

        Assert.Equal(second, harness.Partition.FindAsset("main"));
        Assert.Equal("plants/plant/lines/line/assets/main", harness.Partition.GetAssetInfo(second)!.Name);
        Assert.Equal(1.0, View(harness, "main").Signals[0].Value);
        Assert.Equal(-1, harness.Partition.FindAsset("pump-002"));
        Assert.True(harness.Partition.GetAssetInfo(third)!.IsRetired);
        Assert.Equal(third, harness.Partition.FindAsset("pump-003"));
        Assert.Equal(RejectionCode.Retired, harness.Partition.Resolve("pump-003", "flow").Code);
        Assert.Equal(3, harness.Partition.Status.Assets);
        await ApplyAsync(harness, PumpPlant.Pump, Pumps);
        Assert.Equal(third, harness.Partition.FindAsset("pump-003"));
        Assert.False(harness.Partition.GetAssetInfo(third)!.IsRetired);
    }

    [Fact]
    public async Task Apply_TheSameAgain_LogsNothing()
    {
        await using var harness = await PartitionHarness.OpenAsync();
        await harness.HashAsync();
        var before = (await harness.Partition.HashStateAsync(Token)).Index;

        await harness.Partition.ApplyDefinitionAsync(PumpPlant.Of(4), 1, Token);

        Assert.Equal(before, (await harness.Partition.HashStateAsync(Token)).Index);
    }

    [Fact]
    public async Task Apply_MillionthOfARange_IsFoundByNameAndId()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 0);
        await ApplyAsync(harness, PumpPlant.Pump, new AssetDefinition { Id = "p{0000000}", Type = "pump", From = 1, To = 20_000 });

        foreach (var number in new[] { 1, 63, 64, 65, 9_999, 20_000 })
        {
            var slot = harness.Partition.FindAsset($"p{number:0000000}");
            Assert.Equal($"p{number:0000000}", harness.Partition.GetAssetInfo(slot)!.Id);
        }

        Assert.Equal(-1, harness.Partition.FindAsset("p0020001"));
        Assert.Equal(20_000 * 6, harness.Partition.Status.Series);
    }

    private static async Task<PartitionHarness> FilledAsync()
    {
        var harness = await PartitionHarness.OpenAsync();
        var lane = await harness.OpenLaneAsync();
        var first = harness.Series("pump-002", "flow");
        var batch = PartitionHarness.Batch(
            1, (first, harness.NowNs, 1), (first + 1, harness.NowNs, 2), (first + 2, harness.NowNs, 3), (first + 5, harness.NowNs, 0));
        batch.Texts = ["hello"];
        Assert.Empty((await PartitionHarness.SendAsync(lane, batch)).Results);
        return harness;
    }

    private static async Task ApplyAsync(PartitionHarness harness, AssetTypeDefinition type, params AssetDefinition[] assets)
    {
        await harness.Partition.ApplyDefinitionAsync(PumpPlant.Plant(type, assets), harness.Partition.AppliedIndex + 10, Token);
        var hash = await harness.HashAsync();
        Assert.NotEqual("", hash);
    }

    private static AssetView View(PartitionHarness harness, string asset)
    {
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(harness.Partition.FindAsset(asset), view));
        return view;
    }
}
