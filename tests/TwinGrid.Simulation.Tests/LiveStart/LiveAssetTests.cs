using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.LiveStart;

public sealed class LiveAssetTests
{
    private const int Draws = 4_000;

    [Fact]
    public void Draw_LevelsOfAKnownSum_KeepIt()
    {
        // Variances 4 and 1, three parts more than told: 2.4 of them in the first. Given the sum each has variance 4 * 1 / 5, and whole parts add up to 1/12 a buffer.
        var (asset, findings) = Asset(18, 0);
        var levels = DrawAll(asset);
        Assert.All(levels, one => Assert.Equal(18.0, one.First + one.Second));
        var (mean, variance) = Moments(levels.Select(one => one.First));
        Assert.InRange(mean, 12.4 - 0.06, 12.4 + 0.06);
        Assert.InRange(variance, 0.8, 0.8 + (1.0 / 12) + 0.08);

        // Of the second's 5.6 instead of 5 parts, which are known to one, nothing is said.
        Assert.Equal("live start: 'fill.a' starts with 12.4 parts instead of 10: machines and buffers of 'fill' hold 15 parts, its work in process says 18", Assert.Single(findings.Sentences()));
    }

    [Fact]
    public void Draw_LevelsOfASumKnownByHalf_SpreadAsBothSay()
    {
        // The sum has variance 5 by the levels and 5 by the count: 2.5 together, half way between 15 and 18.
        var levels = DrawAll(Asset(18, Math.Sqrt(5)).Asset);
        var (mean, variance) = Moments(levels.Select(one => one.First + one.Second));
        Assert.InRange(mean, 16.5 - 0.11, 16.5 + 0.11);
        Assert.InRange(variance, 2.5 - 0.15, 2.5 + (1.0 / 12) + 0.25);
    }

    [Fact]
    public void Draw_SumNotKnown_SpreadsEachByItself()
    {
        var levels = DrawAll(Asset(double.NaN, 0).Asset);
        var (mean, variance) = Moments(levels.Select(one => one.First + one.Second));
        Assert.InRange(mean, 15 - 0.15, 15 + 0.15);
        Assert.InRange(variance, 5 - 0.4, 5 + 0.55);
    }

    [Fact]
    public void Of_LevelsBeyondWhatBuffersHold_StayWithinAndKeepTheSumWhereItFits()
    {
        Assert.Equal([8.0, 4.0], WholeParts.Of([9.5, 2.5], [8, 20]));
        Assert.Equal([0.0, 3.0], WholeParts.Of([-1.2, 4.2], [8, 20]));
        Assert.Equal([8.0, 2.0], WholeParts.Of([12, 5], [8, 2]));
        Assert.Equal([3.0, 4.0, 3.0], WholeParts.Of([3.3, 3.4, 3.3], [8, 8, 8]));
    }

    private static (LiveAsset Asset, LiveFindings Findings) Asset(double workInProcess, double deviation)
    {
        var (first, second, findings) = (new LiveComponent("fill.a") { Capacity = 40 }, new LiveComponent("fill.b"), new LiveFindings());
        first.Set(new LiveReading("level", null, 10, 2, true));
        second.Set(new LiveReading("level", null, 5, 1, true));
        return (new PartsBalance("fill", [first, second], findings).Repair(workInProcess, deviation), findings);
    }

    private static (double First, double Second)[] DrawAll(LiveAsset asset) => [.. Enumerable.Range(0, Draws).Select(draw =>
    {
        var states = ImmutableSortedDictionary.CreateBuilder<string, ComponentState>(StringComparer.Ordinal);
        asset.Draw(StreamSource.StateDraw(1, draw), states);
        return (states["fill.a"]["level"]!.Value, states["fill.b"]["level"]!.Value);
    })];

    private static (double Mean, double Variance) Moments(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Average();
        return (mean, all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1));
    }
}
