using CsCheck;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Ingest;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Ingest;

public sealed class SampleCheckTests
{
    private const long Now = 1_700_000_000_000_000_000;

    private static readonly AssetTypeDefinition Type = PumpPlant.Pump with
    {
        Signals = [.. PumpPlant.Pump.Signals, PumpPlant.Signal("recent") with { LateWindow = TimeSpan.FromMinutes(1) }],
    };

    private static readonly SampleRules Rules =
        new(LayoutBuilder.Apply(new PartitionKey("plant", 0), null, PumpPlant.Plant(Type, new AssetDefinition { Id = "p", Type = "pump" }), 1));

    [Theory]
    [InlineData(0, 50, Quality.Good, RejectionCode.None)]
    [InlineData(0, double.NaN, Quality.Good, RejectionCode.ValueNotFinite)]
    [InlineData(0, double.NegativeInfinity, Quality.Uncertain, RejectionCode.ValueNotFinite)]
    [InlineData(0, double.NaN, Quality.Bad, RejectionCode.None)]
    [InlineData(0, 101, Quality.Good, RejectionCode.None)]
    [InlineData(2, -5, Quality.Good, RejectionCode.None)]
    [InlineData(2, 0.5, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(2, 9_007_199_254_740_992.0, Quality.Good, RejectionCode.None)]
    [InlineData(2, 9_007_199_254_740_994.0, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(3, 1, Quality.Good, RejectionCode.None)]
    [InlineData(3, 2, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(4, 7, Quality.Good, RejectionCode.None)]
    [InlineData(4, 2, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(5, 1, Quality.Good, RejectionCode.None)]
    [InlineData(5, 2, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(5, 0.5, Quality.Good, RejectionCode.TypeMismatch)]
    [InlineData(7, 1, Quality.Good, RejectionCode.UnknownSignal)]
    public void Check_OneValue_IsDecidedByTheSignal(int ordinal, double value, uint quality, RejectionCode expected)
    {
        using var batch = PartitionHarness.Batch(1, (new SeriesId(0, ordinal).Value, Now, value));
        batch.Texts = ["short", new string('x', 1_024)];
        batch.EnsureQualities()[0] = quality;

        Assert.Equal(expected, CodeOf(batch));
    }

    [Theory]
    [InlineData(0, 300, RejectionCode.None)]
    [InlineData(0, 301, RejectionCode.TimestampFuture)]
    [InlineData(0, -1_600_000_000, RejectionCode.None)]
    [InlineData(6, -60, RejectionCode.None)]
    [InlineData(6, -61, RejectionCode.TimestampTooOld)]
    public void Check_OneTime_IsDecidedByTheClockAndTheLateWindow(int ordinal, long secondsFromNow, RejectionCode expected)
    {
        using var batch = PartitionHarness.Batch(1, (new SeriesId(0, ordinal).Value, Now + (secondsFromNow * Nanoseconds.PerSecond), 1));

        Assert.Equal(expected, CodeOf(batch));
    }

    [Fact]
    public void Check_OutsideTheRange_KeepsTheValueAsUncertain()
    {
        using var batch = PartitionHarness.Batch(1, (0, Now, 50), (0, Now, 150), (0, Now, -1));

        Assert.Empty(SampleCheck.Check(batch, Rules, Now));
        Assert.Equal([Quality.Good, Quality.UncertainEngineeringUnitsExceeded, Quality.UncertainEngineeringUnitsExceeded], batch.Qualities!.Take(3));
        Assert.Equal(150.0, batch.Values[1]);
    }

    [Fact]
    public void Check_LongText_IsRefused()
    {
        using var batch = PartitionHarness.Batch(1, (5, Now, 0), (5, Now, 1), (5, Now, double.NaN));
        batch.Texts = [new string('x', 1_025), new string('ä', 512)];

        Assert.Equal([(0, RejectionCode.TypeMismatch), (2, RejectionCode.ValueNotFinite)],
            SampleCheck.Check(batch, Rules, Now).Select(item => (item.Index, (RejectionCode)item.Code)));
    }

    [Fact]
    public void Check_RunsAndSingles_DecideAlike() => Gen.Select(Gen.Int[0, 7], Gen.Double, Gen.Int[-400, 400]).Array[1, 40].Sample(samples =>
    {
        var ordered = samples.OrderBy(sample => sample.Item1).ToArray();
        using var singles = PartitionHarness.Batch(
            1, [.. ordered.Select(sample => (new SeriesId(0, sample.Item1).Value, Now + (sample.Item3 * Nanoseconds.PerSecond), sample.Item2))]);
        var runs = ordered.GroupBy(sample => sample.Item1).ToArray();
        using var grouped = SampleBatch.Rent(ordered.Length, runs.Length, false);
        singles.Times.AsSpan(0, ordered.Length).CopyTo(grouped.Times);
        singles.Values.AsSpan(0, ordered.Length).CopyTo(grouped.Values);
        for (var run = 0; run < runs.Length; run++)
        {
            (grouped.RunSeries[run], grouped.RunLength[run]) = (new SeriesId(0, runs[run].Key).Value, runs[run].Count());
        }

        Assert.Equal(SampleCheck.Check(singles, Rules, Now), SampleCheck.Check(grouped, Rules, Now));
    });

    private static RejectionCode CodeOf(SampleBatch batch) =>
        (RejectionCode)(SampleCheck.Check(batch, Rules, Now) is [var item] ? item.Code : 0);
}
