using TwinGrid.Connectors.Emulation;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Connectors.Tests.Emulation;

public sealed class EmulatedPlantTests
{
    private static readonly PlantSketch Sketch = PlantSketchReader.Read("bottling", [.. Repository.SampleFiles("bottling-line").Select(file => file.Content)]);

    [Fact]
    public void Read_BottlingLine_FindsAssetsSignalsAndFlows()
    {
        Assert.Equal(12, Sketch.Assets.Count);
        Assert.Equal(5, Sketch.MaterialFlows.Count);
        var filler = Sketch.Types["filler"];
        Assert.Equal(TimeSpan.FromMilliseconds(150), filler.IdealCycle);
        Assert.Equal(6, filler.Signals.Single(signal => signal.Id == "state").Symbols["Execute"]);
        Assert.DoesNotContain(filler.Signals, signal => signal.Id == "fillDeviation");
    }

    [Fact]
    public void Step_EightHours_EveryReadingIsWithinItsRange()
    {
        var plant = new EmulatedPlant(Sketch, 7);
        for (var second = 0; second < 8 * 3600; second++)
        {
            plant.Step(1);
            if (second % 60 != 0)
            {
                continue;
            }

            foreach (var asset in plant.Assets)
            {
                foreach (var signal in asset.Type.Signals)
                {
                    var value = asset.Read(signal);
                    Assert.True(value is { } number && double.IsFinite(number) && number >= (signal.Min ?? number) && number <= (signal.Max ?? number), $"{asset.Sketch.Id} {signal.Id} = {value}");
                }
            }
        }
    }

    [Fact]
    public void Step_EightHours_TheLineProducesStopsAndLosesNoBottle()
    {
        var plant = new EmulatedPlant(Sketch, 7);
        var states = new HashSet<string>();
        var counts = new double[4];
        for (var second = 0; second < 8 * 3600; second++)
        {
            plant.Step(1);
            states.UnionWith(plant.Assets.OfType<Machine>().Select(machine => machine.State));
            var now = new[] { "filler-1", "capper-1", "labeller-1", "palletiser-1" }.Select(id => Number(plant, id, "goodCount")).ToArray();
            Assert.All(now.Zip(counts), pair => Assert.True(pair.First >= pair.Second));
            counts = now;
        }

        Assert.InRange(counts[3], 0.5 * 8 * 3600 / 0.15, 8 * 3600 / 0.15);
        Assert.True(counts[0] >= counts[1] - 40);
        Assert.Superset(new HashSet<string> { PackMl.Execute, PackMl.Held, PackMl.Starved, PackMl.Blocked, PackMl.Aborted }, states);
    }

    [Fact]
    public void Step_SameSeed_GivesTheSameReadings()
    {
        var (first, second) = (new EmulatedPlant(Sketch, 3), new EmulatedPlant(Sketch, 3));
        for (var step = 0; step < 500; step++)
        {
            first.Step(0.5);
            second.Step(0.5);
        }

        Assert.Equal(Readings(first), Readings(second));
        Assert.NotEqual(Readings(first), Readings(new EmulatedPlant(Sketch, 4)));
    }

    [Fact]
    public void Read_TypeWithoutModel_WandersWithinItsRange()
    {
        var signal = new SignalSketch("level", "number", "%", 0, 100, new Dictionary<string, int>());
        var type = new TypeSketch("tank", [signal], new Dictionary<string, double>(), null);
        var asset = new AssetSketch("tank-1", "line-1", "tank", null, new Dictionary<string, string>(), new Dictionary<string, double>());
        var plant = new EmulatedPlant(new PlantSketch("p", new Dictionary<string, TypeSketch> { ["tank"] = type }, [asset], []), 1);

        var readings = Enumerable.Range(0, 1_000).Select(_ => plant.Assets[0].Read(signal)!.Value).ToList();

        Assert.All(readings, reading => Assert.InRange(reading, 0, 100));
        Assert.True(readings.Distinct().Count() > 900);
    }

    private static List<double?> Readings(EmulatedPlant plant) => [.. plant.Assets.SelectMany(asset => asset.Type.Signals.Select(asset.Read))];

    private static double Number(EmulatedPlant plant, string asset, string signal)
    {
        var found = plant.Assets.Single(one => one.Sketch.Id == asset);
        return found.Read(found.Type.Signals.Single(one => one.Id == signal))!.Value;
    }
}
