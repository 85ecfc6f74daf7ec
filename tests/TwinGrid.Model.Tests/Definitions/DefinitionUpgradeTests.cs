using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class DefinitionUpgradeTests
{
    private const string Signals = "- {id: a, unit: A}\n- {id: m, type: enumeration, symbols: {Off: 0, On: 1}}";
    private const string Assets = "- {id: x, type: t}\n- {id: y, type: t}";

    [Theory]
    [InlineData("- {id: a, unit: mA}", "types/t/signals/a/unit", "acceptedUnits")]
    [InlineData("- {id: a, type: integer, unit: A}", "types/t/signals/a/type", "can't become integer")]
    [InlineData("- {id: c, unit: mA, renamedFrom: a}", "types/t/signals/c/unit", "is in 'A'")]
    [InlineData("- {id: m, type: enumeration, symbols: {Off: 0, On: 2}}", "types/t/signals/m/symbols", "can't get 2")]
    [InlineData("- {id: m, unit: A, renamedFrom: a}", "types/t/signals/m/renamedFrom", "exists beside 'a'")]
    public void Check_SignalThatChangesItsMeaning_IsAnError(string signals, string path, string message)
    {
        var findings = DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), Read(Documents.Plant, signals, Assets));

        var finding = Assert.Single(findings, f => f.Path == path);
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {id: a, unit: A, acceptedUnits: [mA], range: {max: 3}, staleAfter: 1s}\n- {id: z, unit: V}")]
    [InlineData("- {id: c, unit: A, renamedFrom: a}\n- {id: a2, unit: mA}")]
    [InlineData("- {id: m, type: enumeration, symbols: {Off: 0, On: 1, Hold: 2}}")]
    public void Check_SignalAddedRenamedOrRetired_IsFine(string signals) =>
        Assert.Empty(DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), Read(Documents.Plant, signals, Assets)));

    [Theory]
    [InlineData("- {id: c, unit: A, renamedFrom: nothing}", "has no signal 'nothing'")]
    [InlineData("- {id: m, type: enumeration, symbols: {Stop: 0, On: 1}}", "was 'Off'")]
    [InlineData("- {id: b, unit: A}\n- {id: a, unit: A, expression: b}", "now derived")]
    public void Check_DoubtfulChange_IsAWarning(string signals, string message)
    {
        var finding = Assert.Single(DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), Read(Documents.Plant, signals, Assets)));

        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RenameLeftInTheFile_IsFineTheNextTime()
    {
        var renamed = Read(Documents.Plant, "- {id: c, unit: A, renamedFrom: a}", Assets);

        Assert.Empty(DefinitionUpgrade.Check(renamed, renamed));
    }

    [Fact]
    public void Check_LineInAnotherPartition_IsAnError()
    {
        var plant = Documents.PlantWith("partitions: 2");

        var findings = DefinitionUpgrade.Check(Read(plant, Signals, Assets), Read(plant, Signals, Assets, "partition: 1"));

        Assert.Equal("lines/l/partition", Assert.Single(findings).Path);
    }

    [Fact]
    public void Check_FewerPartitions_IsAnError() =>
        Assert.Equal(
            "partitions",
            Assert.Single(DefinitionUpgrade.Check(Read(Documents.PlantWith("partitions: 2"), Signals, Assets), Read(Documents.Plant, Signals, Assets))).Path);

    [Fact]
    public void Check_AssetOfAnotherType_IsAnError()
    {
        const string Other = "apiVersion: twingrid/v1\nkind: AssetType\nmetadata: {name: u}\nspec: {signals: [{id: a, unit: A}]}\n";
        var after = Documents.Read(Documents.Plant, Documents.Type(Signals), Other, Documents.Line("- {id: x, type: u}\n- {id: y, type: t}")).Definition!;

        var finding = Assert.Single(DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), after));

        Assert.Equal("lines/l/assets/x/type", finding.Path);
    }

    [Theory]
    [InlineData("- {id: x, type: t, renamedFrom: y}", DiagnosticSeverity.Error, "exists beside 'y'")]
    [InlineData("- {id: z, type: t, renamedFrom: w}", DiagnosticSeverity.Warning, "has no asset 'w'")]
    [InlineData("- {id: 'n-{0}', type: t, from: 1, to: 9, renamedFrom: 'm-{0}'}", DiagnosticSeverity.Warning, "has no asset 'm-1'")]
    public void Check_AssetRenamedWrongly_IsFound(string assets, DiagnosticSeverity severity, string message)
    {
        var finding = Assert.Single(DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), Read(Documents.Plant, Signals, assets)));

        Assert.Equal(severity, finding.Severity);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TypeRenamed_KeepsItsAssets()
    {
        const string Renamed = "apiVersion: twingrid/v1\nkind: AssetType\nmetadata: {name: u}\nspec: {renamedFrom: t, signals: [{id: a, unit: A}]}\n";
        var after = Documents.Read(Documents.Plant, Renamed, Documents.Line("- {id: x, type: u}\n- {id: y, type: u}")).Definition!;

        Assert.Empty(DefinitionUpgrade.Check(Read(Documents.Plant, Signals, Assets), after));
    }

    [Fact]
    public void Check_AssetIntoALineOfAnotherPartition_IsAnError()
    {
        const string Second = "apiVersion: twingrid/v1\nkind: Line\nmetadata: {name: m}\nspec: {partition: 1, assets: [{id: y, type: t}]}\n";
        var plant = Documents.PlantWith("partitions: 2");
        var after = Documents.Read(plant, Documents.Type(Signals), Documents.Line("- {id: x, type: t}"), Second).Definition!;

        var finding = Assert.Single(DefinitionUpgrade.Check(Read(plant, Signals, Assets), after));

        Assert.Equal("lines/m/assets/y", finding.Path);
    }

    [Fact]
    public void Read_AgainstTheVersionInForce_PointsIntoTheDocument()
    {
        var before = Read(Documents.Plant, Signals, Assets);
        var text = Documents.Plant + "---\n" + Documents.Type("- {id: a, unit: mA}");

        var finding = Assert.Single(DefinitionReader.Read([("plant.yaml", text)], before).Diagnostics);

        Assert.Equal((11, 21, "spec.signals[0].unit"), (finding.Line, finding.Column, finding.Path));
    }

    private static PlantDefinition Read(string plant, string signals, string assets, string more = "") =>
        Documents.Read(plant, Documents.Type(signals), Documents.Line(assets, more)).Definition!;
}
