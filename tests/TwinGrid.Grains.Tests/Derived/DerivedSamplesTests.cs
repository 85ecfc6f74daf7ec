using System.Collections.Immutable;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Records;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Derived;

public sealed class DerivedSamplesTests
{
    private static readonly AssetTypeDefinition Motor = new()
    {
        Id = "motor",
        DisplayName = "Motor",
        Parameters = ImmutableSortedDictionary<string, ParameterDefinition>.Empty.Add("gain", new ParameterDefinition("gain", "1", 10, null, null)),
        Signals =
        [
            PumpPlant.Signal("a"),
            PumpPlant.Signal("sum") with { Expression = "a + b" },
            PumpPlant.Signal("b"),
            PumpPlant.Signal("scaled") with { Expression = "sum * gain", Max = 1_000 },
        ],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_InputsMove_DerivedFollowByDistinctSourceTime()
    {
        await using var harness = await OpenAsync();
        var lane = await harness.OpenLaneAsync();
        var (a, b) = (harness.Series("m1", "a"), harness.Series("m1", "b"));
        var t = harness.NowNs;

        var ack = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (a, t, 1), (a, t + 2, 3), (b, t + 1, 10), (b, t + 2, 20)));

        Assert.Equal(4L, ack.AcceptedSamples); // what the server adds is not the producer's
        Assert.Equal([(t + 1, 11.0), (t + 2, 23.0)], Logged(harness, "sum"));
        Assert.Equal([(t + 1, 110.0), (t + 2, 230.0)], Logged(harness, "scaled"));
        Assert.Equal([3.0, 23.0, 20.0, 230.0], View(harness).Signals[..4].Select(signal => signal.Value));
        var hash = await harness.HashAsync();
        Assert.NotEqual("", hash);
    }

    [Fact]
    public async Task Commit_OneInputOnly_TellsNothingUntilTheOtherIsKnown()
    {
        await using var harness = await OpenAsync();
        var lane = await harness.OpenLaneAsync();

        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (harness.Series("m1", "a"), harness.NowNs, 1)));

        Assert.Equal(long.MinValue, View(harness).Signals[1].TimeNs);
    }

    [Fact]
    public async Task Commit_LateInput_ComputesNothing()
    {
        await using var harness = await OpenAsync();
        var lane = await harness.OpenLaneAsync();
        var (a, b) = (harness.Series("m1", "a"), harness.Series("m1", "b"));
        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (a, harness.NowNs, 1), (b, harness.NowNs, 2)));

        await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(2, (a, harness.NowNs - 5, 100)));

        Assert.Single(Logged(harness, "sum"));
    }

    [Fact]
    public async Task Commit_BadOrUncertainInputOrRange_ShowsInTheResult()
    {
        await using var harness = await OpenAsync();
        var lane = await harness.OpenLaneAsync();
        var (a, b) = (harness.Series("m1", "a"), harness.Series("m1", "b"));
        async Task<(double Value, uint Quality)[]> SendAsync(ulong seq, double value, uint quality)
        {
            var batch = PartitionHarness.Batch(seq, (a, harness.NowNs + (long)seq, value), (b, harness.NowNs + (long)seq, 1));
            batch.EnsureQualities()[0] = quality;
            await PartitionHarness.SendAsync(lane, batch);
            return [.. View(harness).Signals[..4].Select(signal => (signal.Value, signal.Quality))];
        }

        var uncertain = await SendAsync(1, 1, Quality.UncertainLastUsableValue);
        var bad = await SendAsync(2, double.NaN, Quality.BadNoCommunication);
        var outside = await SendAsync(3, 5_000, Quality.Good);

        Assert.Equal((2.0, Quality.Uncertain), uncertain[1]);
        Assert.Equal((double.NaN, Quality.Bad), bad[1]);
        Assert.Equal((double.NaN, Quality.Bad), bad[3]);
        Assert.Equal((50_010.0, Quality.UncertainEngineeringUnitsExceeded), outside[3]);
    }

    [Fact]
    public async Task Enqueue_SamplesOfADerivedSignal_AreRefused()
    {
        await using var harness = await OpenAsync();
        var lane = await harness.OpenLaneAsync();

        var ack = await PartitionHarness.SendAsync(lane, PartitionHarness.Batch(1, (harness.Series("m1", "sum"), harness.NowNs, 1)));

        Assert.Equal(RejectionCode.UnknownSignal, Assert.Single(ack.Results).Items[0].Code);
    }

    private static async Task<PartitionHarness> OpenAsync()
    {
        var harness = await PartitionHarness.OpenAsync(pumps: 0);
        await harness.Partition.ApplyDefinitionAsync(PumpPlant.Plant(Motor, new AssetDefinition { Id = "m1", Type = "motor" }), 1, Token);
        return harness;
    }

    private static List<(long TimeNs, double Value)> Logged(PartitionHarness harness, string signal)
    {
        var series = harness.Series("m1", signal);
        var found = new List<(long, double)>();
        foreach (var log in harness.Store.ReadAll(PartitionHarness.Key).Where(log => log.Kind == RecordKinds.Samples))
        {
            var record = new SamplesRecord(log.Payload.Span);
            foreach (var run in record)
            {
                for (var item = run.Start; item < run.Start + run.Length && run.Series.Value == series; item++)
                {
                    found.Add((record.Times[item], record.Values[item]));
                }
            }
        }

        return found;
    }

    private static AssetView View(PartitionHarness harness)
    {
        var view = new AssetView();
        Assert.True(harness.Partition.TryRead(harness.Partition.FindAsset("m1"), view));
        return view;
    }
}
