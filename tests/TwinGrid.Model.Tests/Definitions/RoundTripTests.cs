using CsCheck;
using TwinGrid.Model.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class RoundTripTests
{
    [Fact]
    public void Write_RandomPlant_ReadsBackEqual() => RandomPlants.Plants.Sample(
        plant =>
        {
            var text = DefinitionWriter.Write(plant);
            var result = DefinitionReader.Read([("plant.yaml", text)]);

            Assert.True(result.IsUsable, string.Join('\n', result.Diagnostics) + "\n" + text);
            Assert.Empty(DefinitionDiff.Between(plant, result.Definition));
            Assert.Equal(plant.Hash, result.Definition.Hash);
            Assert.Equal(text, DefinitionWriter.Write(result.Definition));
        },
        iter: 500);

    [Fact]
    public void Between_RandomPlants_IsEmptyOnlyForEqualMeaning() => Gen.Select(RandomPlants.Plants, RandomPlants.Plants).Sample(
        (before, after) =>
        {
            var isSame = before.Hash == after.Hash;

            Assert.Empty(DefinitionDiff.Between(after, after));
            Assert.DoesNotContain(DefinitionUpgrade.Check(after, after), f => f.Severity == DiagnosticSeverity.Error);
            Assert.True(isSame || DefinitionDiff.Between(before, after).Count > 0);
            Assert.All(DefinitionUpgrade.Check(before, after), f => Assert.NotEmpty(f.Message));
        },
        iter: 300);

    [Theory]
    [InlineData("bottling-line")]
    [InlineData("pump-testbed")]
    public void Write_SamplePlant_ReadsBackEqual(string name)
    {
        var plant = SamplePlants.Read(name);

        var result = DefinitionReader.Read([("plant.yaml", DefinitionWriter.Write(plant))]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(plant.Hash, result.Definition!.Hash);
    }

    [Fact]
    public void Hash_FilesInAnotherOrder_IsTheSame()
    {
        var files = Repository.SampleFiles("bottling-line");

        var reversed = DefinitionReader.Read([.. files.Reverse().Select((f, i) => ($"{i}.yaml", f.Content))]);

        Assert.Equal(SamplePlants.Read("bottling-line").Hash, reversed.Definition!.Hash);
    }

    [Theory]
    [InlineData("lateWindow: 7d")]
    [InlineData("lateWindow: 168h")]
    [InlineData("type: number")]
    [InlineData("displayName: a")]
    [InlineData("staleAfter: never")]
    [InlineData("deadband: 0")]
    [InlineData("deadband: 0.0")]
    [InlineData("retention: standard")]
    [InlineData("acceptedUnits: []")]
    public void Hash_DefaultWrittenOut_IsTheSame(string line)
    {
        var plain = Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A}"));
        var written = Documents.Read(Documents.Plant, Documents.Type($"- {{id: a, unit: A, {line}}}"));

        Assert.Equal(plain.Definition!.Hash, written.Definition!.Hash);
    }

    [Theory]
    [InlineData("- {id: a, unit: mA}")]
    [InlineData("- {id: b, unit: A}")]
    [InlineData("- {id: a, unit: A, staleAfter: 1s}")]
    [InlineData("- {id: a, unit: A, range: {min: 0}}")]
    public void Hash_OtherMeaning_Differs(string signal)
    {
        var plain = Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A}"));
        var other = Documents.Read(Documents.Plant, Documents.Type(signal));

        Assert.NotEqual(plain.Definition!.Hash, other.Definition!.Hash);
    }
}
