using System.Text.RegularExpressions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Units;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>What <c>docs/definitions.md</c> shows must work.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "definitions.md"));

    [Fact]
    public void Read_ExampleOfTheDocumentation_HasNoFindings()
    {
        var result = DefinitionReader.Read([("dairy.yaml", Example().Match(Text).Groups[1].Value)]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(14, result.Definition!.Lines[0].Assets.Sum(a => a.Count));
    }

    [Fact]
    public void Read_BehaviourOfTheDocumentation_HasNoFindings()
    {
        var result = DefinitionReader.Read([("type.yaml", Example().Matches(Text)[1].Groups[1].Value), ("plant.yaml", Documents.Plant)]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(4, result.Definition!.Types["filler"].Behaviour!.Live.Length);
    }

    [Fact]
    public void Parse_UnitsOfTheDocumentation_AreKnown()
    {
        var table = Text[Text.IndexOf("| You mean |", StringComparison.Ordinal)..Text.IndexOf("Units are joined", StringComparison.Ordinal)];

        Assert.All(Code().Matches(table).Select(m => m.Groups[1].Value.Trim('"')), code => Assert.NotNull(Unit.Parse(code)));
    }

    [Fact]
    public void BuiltInKpis_OfTheDocumentation_AreAll() =>
        Assert.All(BuiltInKpi.All, kpi => Assert.Contains($"`{kpi.Id}`", Text, StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
