using TwinGrid.Model.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class SamplePlantTests
{
    [Theory]
    [InlineData("bottling-line")]
    [InlineData("pump-testbed")]
    [InlineData("process-plant")]
    public void Read_SamplePlant_HasNoFindings(string name)
    {
        var result = DefinitionReader.Read(Repository.SampleFiles(name));

        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Definition);
        Assert.Matches("^[0-9a-f]{64}$", result.Definition.Hash);
    }

    [Fact]
    public void Read_BottlingLine_HasAboutTwelveAssetsAndEightySignals()
    {
        var plant = SamplePlants.Read("bottling-line");

        var assets = plant.Lines.SelectMany(l => l.Assets).ToList();
        Assert.Equal("bottling", plant.Id);
        Assert.Equal(12, assets.Count);
        Assert.InRange(assets.Sum(a => plant.Types[a.Type].Signals.Length), 75, 95);
    }

    [Fact]
    public void Read_PumpTestbed_TakesRecordedData()
    {
        var plant = SamplePlants.Read("pump-testbed");

        var line = Assert.Single(plant.Lines);
        var asset = Assert.Single(line.Assets);
        Assert.Equal(("pump-testbed", "loop-1", "pump-1"), (plant.Id, line.Id, asset.Id));
        var signals = plant.Types[asset.Type].Signals;
        Assert.Equal(
            ["accelerometer1", "accelerometer2", "current", "pressure", "temperature", "thermocouple", "voltage", "flow"], signals.Select(s => s.Id));
        Assert.All(signals, s => Assert.Null(s.LateWindow));
    }
}
