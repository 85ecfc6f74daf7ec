using System.Diagnostics;
using System.Text;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class ReaderLimitTests
{
    [Fact]
    public void Read_AliasesThatUnfold_AreBounded()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 10)).Append("]\n");
        }

        var result = DefinitionReader.Read([("bomb.yaml", text.ToString())]);

        Assert.Contains("more than 1000000 values", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AliasesThatUnfoldIntoTexts_AreBounded()
    {
        var labels = string.Join(", ", Enumerable.Range(0, 64).Select(i => $"l{i}: {new string('x', 256)}"));
        var assets = string.Concat(Enumerable.Range(0, 3000).Select(i => $"- {{id: a{i}, type: t, labels: {(i == 0 ? $"&l {{{labels}}}" : "*l")}}}\n"));

        var result = Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A}"), Documents.Line(assets));

        Assert.Contains("Write equal assets as ranges", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Read_DeepNesting_IsRefused(string opening)
    {
        var result = DefinitionReader.Read([("deep.yaml", string.Concat(Enumerable.Repeat(opening, 100_000)))]);

        Assert.Null(result.Definition);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("levels", StringComparison.Ordinal) || d.Message.Contains("YAML", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AliasInsideItsAnchor_IsRefused() =>
        Assert.Null(DefinitionReader.Read([("loop.yaml", "a: &a [*a]")]).Definition);

    [Fact]
    public void Read_AliasOfAWholeValue_IsUsed()
    {
        var result = Documents.Read(
            Documents.Plant, Documents.Type("- {id: a, type: enumeration, symbols: &s [Off, On]}\n- {id: b, type: enumeration, symbols: *s}"));

        Assert.Equal(["Off", "On"], result.Definition!.Types["t"].Signals[1].Symbols.Select(s => s.Symbol));
    }

    [Fact]
    public void Read_GiantDocument_IsRefused()
    {
        var result = DefinitionReader.Read([("giant.yaml", new string('#', DefinitionLimits.MaxCharacters + 1))]);

        Assert.Contains("16777216 characters", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManySignals_IsRefused()
    {
        var signals = string.Concat(Enumerable.Range(0, 1025).Select(i => $"- {{id: s{i}, unit: A}}\n"));

        var result = Documents.Read(Documents.Plant, Documents.Type(signals));

        Assert.Contains(result.Diagnostics, d => d.Message == "1025 entries; at most 1024");
    }

    [Fact]
    public void Read_ThousandsOfErrors_AreBounded()
    {
        var signals = string.Concat(Enumerable.Range(0, 1000).Select(i => $"- {{id: s{i}, unit: kWh}}\n"));

        var result = Documents.Read(Documents.Plant, Documents.Type(signals));

        Assert.Equal(DefinitionLimits.MaxDiagnostics + 1, result.Diagnostics.Count);
        Assert.Equal("800 more findings are not shown", result.Diagnostics[^1].Message);
    }

    [Fact]
    public void Read_RangeOfAMillion_IsOneEntry()
    {
        var result = Documents.Read(
            Documents.Plant, Documents.Type("- {id: a, unit: A}"), Documents.Line("- {id: 'pump-{0000000}', type: t, from: 1, to: 1000000}"));

        var asset = Assert.Single(Assert.Single(result.Definition!.Lines).Assets);
        Assert.Equal(1_000_000, asset.Count);
        Assert.Equal("pump-0000001", asset.EnumerateIds().First());
        Assert.Equal("pump-1000000", asset.EnumerateIds().Last());
    }

    [Fact]
    public void Read_RangeWithParts_PairsTheNumbers()
    {
        var result = Documents.Read(
            Documents.Plant, Documents.Type("- {id: a, unit: A}"),
            Documents.Line("- {id: 'pump-{00}', type: t, from: 9, to: 10}\n- {id: 'motor-{000}', type: t, from: 9, to: 10, partOf: 'pump-{00}'}"));

        var motors = result.Definition!.Lines[0].Assets[1];
        Assert.Equal([("motor-009", "pump-09"), ("motor-010", "pump-10")], motors.EnumerateIds().Zip(motors.EnumeratePartOf(), (id, whole) => (id, whole!)));
    }
}
