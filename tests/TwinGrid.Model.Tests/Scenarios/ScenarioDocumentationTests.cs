using System.Text.RegularExpressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Tests.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Scenarios;

/// <summary>What <c>docs/scenarios.md</c> shows must work, and be all.</summary>
public sealed partial class ScenarioDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenarios.md"));

    [Fact]
    public void Read_ExamplesOfTheDocumentation_HaveNoFindings()
    {
        var examples = Examples().Where(text => text.StartsWith("apiVersion", StringComparison.Ordinal)).Select((text, i) => ($"{i}.yaml", text)).ToList();

        var result = ScenarioReader.Read([.. Repository.SampleFiles("bottling-line"), .. examples]);

        Assert.Empty(result.Diagnostics);
        // The examples come first: their files' names begin with a digit.
        Assert.Equal(["second-night-crew", "one-or-two-servers", "last-night"], result.Documents.Take(3).Select(d => d.Name));
        Assert.Equal(["baseline", "second-night-crew"], result.Documents[0].Arms.Select(a => a.Name));
    }

    [Fact]
    public void Read_PartsOfSpecInTheDocumentation_HaveNoFindings() =>
        Assert.All(Examples().Where(text => !text.StartsWith("apiVersion", StringComparison.Ordinal)), part => Assert.Empty(Experiments.Read(Experiments.Experiment(Experiments.With(part))).Diagnostics));

    /// <summary>The reader itself lists what it knows, beside an unknown key.</summary>
    [Theory]
    [InlineData("x: 1", "spec.x")]
    [InlineData("start: {x: 1}", "spec.start.x")]
    [InlineData("replications: {x: 1}", "spec.replications.x")]
    [InlineData("select: {x: 1}", "spec.select.x")]
    [InlineData("kpis: [{x: 1}]", "spec.kpis[0].x")]
    [InlineData("arms: [{x: 1}]", "spec.arms[0].x")]
    [InlineData("interventions: [{x: 1}]", "spec.interventions[0].x")]
    [InlineData("hypotheses: [{x: 1}]", "spec.hypotheses[0].x")]
    [InlineData("guards: [{x: 1}]", "spec.guards[0].x")]
    [InlineData("acceptance: [{x: 1}]", "spec.acceptance[0].x")]
    [InlineData("uncertainty: {x: 1}", "spec.uncertainty.x")]
    [InlineData("sensitivity: {x: 1}", "spec.sensitivity.x")]
    [InlineData("solver: {x: 1}", "spec.solver.x")]
    [InlineData("budget: {x: 1}", "spec.budget.x")]
    [InlineData("outputs: {x: 1}", "spec.outputs.x")]
    public void Text_KeysThatTheReaderKnows_AreExplained(string spec, string path)
    {
        var finding = Assert.Single(Experiments.Read(Experiments.Experiment(Experiments.With(spec))).Diagnostics, d => d.Path == path);

        Assert.NotEmpty(finding.Allowed);
        Assert.All(finding.Allowed, key => Assert.Matches($@"`[^`\n]*\b{key}\b[^`\n]*`", Text));
    }

    [Fact]
    public void Text_SpellingsOfChoices_AreExplained()
    {
        string[] spellings =
        [
            .. Spellings<StartKind>(), .. Spellings<AnalysisKind>(), .. Spellings<KpiDirection>(), .. Spellings<DesignKind>(), .. Spellings<Alternative>(),
            .. Spellings<MultipleTestCorrection>(), .. Spellings<SolverMethod>(), .. Spellings<Fidelity>(), .. Spellings<SelectionMethod>(),
        ];

        Assert.All(spellings, spelling => Assert.Matches($"`[^`\n]*{spelling}[^`\n]*`", Text));
    }

    private static IEnumerable<string> Spellings<T>()
        where T : struct, Enum => Model.Definitions.Reading.EnumText.All<T>();

    private static IEnumerable<string> Examples() => Example().Matches(Text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
