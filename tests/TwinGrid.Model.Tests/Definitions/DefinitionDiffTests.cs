using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class DefinitionDiffTests
{
    private const string Signals = "- {id: a, unit: A}\n- {id: b, unit: V}";
    private const string Assets = "- {id: x, type: t}\n- {id: y, type: t}";

    [Fact]
    public void Between_Nothing_AddsAll()
    {
        var plant = Read(Signals, Assets);

        Assert.Equal(
            ["types/t", "types/t/signals/a", "types/t/signals/b", "lines/l", "lines/l/assets/x", "lines/l/assets/y"],
            DefinitionDiff.Between(null, plant).Select(c => c.Path));
    }

    [Theory]
    [InlineData("- {id: a, unit: A}\n- {id: b, unit: V}\n- {id: c, unit: W}", Assets, "Added types/t/signals/c  -> c")]
    [InlineData("- {id: a, unit: A}", Assets, "Removed types/t/signals/b b -> ")]
    [InlineData("- {id: a, unit: A}\n- {id: c, unit: V, displayName: b, renamedFrom: b}", Assets, "Renamed types/t/signals/c b -> c")]
    [InlineData("- {id: a, unit: A, range: {min: 0, max: 5}}\n- {id: b, unit: V}", Assets, "Changed types/t/signals/a/range  -> 0..5")]
    [InlineData("- {id: b, unit: V}\n- {id: a, unit: A}", Assets, "Changed types/t/signals/order a, b -> b, a")]
    [InlineData("- {id: a, unit: A, staleAfter: 30s}\n- {id: b, unit: V}", Assets, "Changed types/t/signals/a/staleAfter never -> 30s")]
    [InlineData(Signals, "- {id: x, type: t, labels: {k: v}}\n- {id: y, type: t}", "Changed lines/l/assets/x/labels  -> k: v")]
    [InlineData(Signals, "- {id: z, type: t, renamedFrom: x}\n- {id: y, type: t}", "Renamed lines/l/assets/z x -> z")]
    [InlineData(Signals, "- {id: y, type: t}", "Removed lines/l/assets/x x -> ")]
    public void Between_OneChange_IsFound(string signals, string assets, string expected)
    {
        var change = Assert.Single(DefinitionDiff.Between(Read(Signals, Assets), Read(signals, assets)));

        Assert.Equal(expected, $"{change.Kind} {change.Path} {change.Before} -> {change.After}");
    }

    [Fact]
    public void Between_AssetInAnotherLine_HasMoved()
    {
        const string Second = "apiVersion: twingrid/v1\nkind: Line\nmetadata: {name: m}\nspec: {assets: [{id: y, type: t}]}\n";
        var before = Read(Signals, Assets);
        var after = Documents.Read(Documents.Plant, Documents.Type(Signals), Documents.Line("- {id: x, type: t}"), Second).Definition!;

        Assert.Equal(
            [(DefinitionChangeKind.Added, "lines/m", "m"), (DefinitionChangeKind.Changed, "lines/m/assets/y/line", "m")],
            DefinitionDiff.Between(before, after).Select(c => (c.Kind, c.Path, c.After)));
    }

    [Fact]
    public void Between_EqualPlants_IsEmpty() => Assert.Empty(DefinitionDiff.Between(Read(Signals, Assets), Read(Signals, Assets)));

    private static PlantDefinition Read(string signals, string assets) =>
        Documents.Read(Documents.Plant, Documents.Type(signals), Documents.Line(assets)).Definition!;
}
