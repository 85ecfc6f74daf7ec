using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Cuts;

/// <summary>What a cut says of phases: the state a machine is in, since when, and the age of what goes on in it.</summary>
public sealed class CutProductionTests
{
    private static readonly PlantDefinition Plant = PumpPlant.Plant(TestPlant.Filler with { Signals = [.. TestPlant.Filler.Signals.Select(s => s with { LateWindow = null })] }, new AssetDefinition { Id = "fill-1", Type = "filler" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CutAsync_MachineThatWasRepaired_HasPhaseAgeAndRunningTimeSince()
    {
        await using var harness = await OpenAsync();
        await FeedAsync(harness, "state", (0, 1), (100, 5), (160, 1), (190, 1), (200, 2), (220, 1));
        await FeedAsync(harness, "good", (10, 5), (50, 6), (215, 7), (230, 7));

        var filler = await CutAsync(harness, 250);

        Assert.Equal(StateClass.Running, filler.State);
        Assert.Equal((30.0, 35.0), (filler.PhaseSeconds(At(harness, 250)), filler.SecondsSinceLastUnit(At(harness, 250))));
        Assert.Equal(40 + 30, filler.RunningSecondsSinceDown);
        Assert.Equal((170.0, 60.0, 20.0), (filler.StateSeconds[(int)StateClass.Running], filler.StateSeconds[(int)StateClass.Down], filler.StateSeconds[(int)StateClass.Starved]));
        Assert.Equal(2, filler.GoodUnits);
    }

    [Fact]
    public async Task CutAsync_MachineUnderRepair_HasTheTimeThatTheRepairLastsAndNoAge()
    {
        await using var harness = await OpenAsync();
        await FeedAsync(harness, "state", (0, 1), (100, 5), (130, 5));
        var filler = await CutAsync(harness, 160);
        Assert.Equal((StateClass.Down, 60.0, 0.0), (filler.State, filler.PhaseSeconds(At(harness, 160)), filler.RunningSecondsSinceDown));
    }

    [Fact]
    public async Task CutAsync_MachineNeverSeenDown_DoesNotInventAnAge()
    {
        await using var harness = await OpenAsync();
        var nothing = await CutAsync(harness, 5);
        Assert.Equal((StateClass.Unknown, double.NaN, double.NaN), (nothing.State, nothing.PhaseSeconds(At(harness, 5)), nothing.RunningSecondsSinceDown));
        await FeedAsync(harness, "state", (0, 1));
        Assert.Equal(double.NaN, (await CutAsync(harness, 10)).RunningSecondsSinceDown);
    }

    [Fact]
    public async Task CutAsync_AfterARestart_IsTheSame()
    {
        await using var harness = await OpenAsync();
        await FeedAsync(harness, "state", (0, 1), (100, 5), (160, 1));
        await FeedAsync(harness, "good", (10, 5), (50, 6));
        var before = await CutAsync(harness, 250);
        await harness.RestartAsync();
        var after = await CutAsync(harness, 250);
        Assert.Equal(before.StateSeconds, after.StateSeconds);
        Assert.Equal(before, after with { StateSeconds = before.StateSeconds });
    }

    private static async Task<PartitionHarness> OpenAsync()
    {
        var harness = await PartitionHarness.OpenAsync(pumps: 0);
        await harness.Partition.ApplyDefinitionAsync(Plant, 1, Token);
        return harness;
    }

    private static async Task FeedAsync(PartitionHarness harness, string signal, params (double Seconds, double Value)[] samples)
    {
        var lane = await harness.OpenLaneAsync(signal);
        var series = harness.Series("fill-1", signal);
        for (var i = 0; i < samples.Length; i++)
        {
            await PartitionHarness.SendAsync(lane, PartitionHarness.Batch((ulong)i + 1, (series, At(harness, samples[i].Seconds), samples[i].Value)));
        }
    }

    private static async Task<CutProduction> CutAsync(PartitionHarness harness, double seconds) =>
        (await harness.Partition.CutAsync([], At(harness, seconds), Token))!.Find("fill-1")!.Production!;

    private static long At(PartitionHarness harness, double seconds) => harness.NowNs - (1_000 * Nanoseconds.PerSecond) + (long)(seconds * Nanoseconds.PerSecond);
}
