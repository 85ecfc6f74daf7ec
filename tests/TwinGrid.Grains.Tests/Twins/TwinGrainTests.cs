using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Twins;

public sealed class TwinGrainTests(TwinCluster cluster) : IClassFixture<TwinCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetStateAsync_LiveSlot_IsReadDirectlyWithTheQualityOfNow()
    {
        cluster.Partition.Set("pump-1", "speed", 1_480, 1);
        var state = await cluster.Grains.GetGrain<IAssetGrain>("plants/p/lines/a/assets/pump-1").GetStateAsync(Token);
        Assert.Equal(("plants/p/lines/a/assets/pump-1", "pump"), (state!.Name, state.Type));
        Assert.Equal(
            new SignalReading("speed", "/min", 1_480, null, 1, Quality.UncertainLastUsableValue), state.Signals[0]);
        Assert.Equal(Quality.BadWaitingForInitialData, state.Signals[1].Quality);
        cluster.Partition.Set("pump-1", "speed", 1_490, 2);
        state = await cluster.Grains.GetGrain<IAssetGrain>("plants/p/lines/-/assets/pump-1").GetStateAsync(Token);
        Assert.Equal(1_490, state!.Signals[0].Value);
    }

    [Theory]
    [InlineData("plants/p/lines/a/assets/none")]
    [InlineData("plants/p/lines/b/assets/pump-1")]
    [InlineData("plants/other/lines/a/assets/pump-1")]
    public async Task GetStateAsync_NoSuchAsset_IsNull(string name)
    {
        var grain = cluster.Grains.GetGrain<IAssetGrain>(name);
        Assert.Null(await grain.GetStateAsync(Token));
        Assert.Empty(await grain.GetAlarmsAsync(Token));
        Assert.Null(await grain.ActOnAlarmAsync("hot", new AlarmAction(AlarmActionKind.Acknowledge, "ann", "", 0), Token));
    }

    [Fact]
    public async Task Grains_KeyOfAnotherKind_IsRefusedByName()
    {
        var asset = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains.GetGrain<IAssetGrain>("pump-1").GetStateAsync(Token));
        Assert.Contains("'pump-1' is no asset", asset.Message, StringComparison.Ordinal);
        var line = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains.GetGrain<ILineGrain>("plants/p").GetAggregateAsync(Token));
        Assert.Contains("'plants/p' is no line", line.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains.GetGrain<IPlantGrain>("plants/p/lines/a").GetLinesAsync(Token));
    }

    [Fact]
    public async Task TakeCutAsync_NoSuchPlant_IsRefusedInWords()
    {
        var answer = await cluster.Grains.GetGrain<IPlantGrain>("plants/none").TakeCutAsync(new CutRequest([]), Token);
        Assert.Equal((CutRefusal.UnknownPlant, "There is no plant 'none'.", ""), (answer.Refusal, answer.Message, answer.Hash));
    }

    [Fact]
    public async Task GetAggregateAsync_FiguresOfTheProcess_CrossTheWire()
    {
        var figures = new PlantAggregator().Look([cluster.Partition], Nanoseconds.PerSecond, (_, _) => { })!;
        cluster.Figures.Publish("p", figures);
        var line = await cluster.Grains.GetGrain<ILineGrain>("plants/p/lines/a").GetAggregateAsync(Token);
        Assert.Equal((3, 7), (line!.Assets, line.Kpis.Count));
        Assert.Null(await cluster.Grains.GetGrain<ILineGrain>("plants/p/lines/none").GetAggregateAsync(Token));
        var plant = cluster.Grains.GetGrain<IPlantGrain>("plants/p");
        Assert.Equal(4, (await plant.GetAggregateAsync(Token))!.Assets);
        Assert.Equal(["a", "b"], (await plant.GetLinesAsync(Token)).Keys.Order());
        Assert.Null(await cluster.Grains.GetGrain<IPlantGrain>("plants/other").GetAggregateAsync(Token));
        Assert.Empty(await cluster.Grains.GetGrain<IPlantGrain>("plants/other").GetLinesAsync(Token));
    }
}
