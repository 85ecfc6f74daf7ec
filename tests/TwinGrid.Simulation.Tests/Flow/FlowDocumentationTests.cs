using System.Text.RegularExpressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Experiments;
using TwinGrid.Simulation.Textbook;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>What the pages about discrete flow show must work, and be all.</summary>
public sealed partial class FlowDocumentationTests
{
    private const string Reference = "docs/simulation/flow-modules.md";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulation", "flow.md"));

    private static IEnumerable<ModuleDescriptor> Descriptors => FlowModules.All.Concat(TextbookModules.All).Select(m => m.Descriptor);

    [Fact]
    public void Example_OfThePage_RunsAndShowsAnEffect()
    {
        var read = ScenarioReader.Read([("carts.yaml", Example().Match(Text).Groups[1].Value)]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var document = Assert.Single(read.Documents) with { Replications = ReplicationPlan.Fixed(2) };
        var compiled = ExperimentCompiler.Compile(document, null, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(compiled.Errors);

        var results = TestExperiments.Execute(compiled.Plan!, 1).Results;

        Assert.All(results.SelectMany(arm => arm.SelectMany(r => r.Kpis)), kpi => Assert.True(kpi > 0));
        Assert.All(results.SelectMany(arm => arm.Select(r => r.Kpis[0])), carts => Assert.InRange(carts, 3_000, 8_000));
    }

    [Fact]
    public void Page_AllModules_AreNamed() => Assert.All(Descriptors, descriptor => Assert.Contains($"`{descriptor.Name}`", Text, StringComparison.Ordinal));

    [Fact]
    public void Reference_OfThisBuild_IsTheOneInTheDocuments()
    {
        var ours = ModulePage.Render(Descriptors);
        var documented = Path.Combine(Repository.Root, Reference);
        if (!File.Exists(documented) || File.ReadAllText(documented) != ours)
        {
            var written = Path.Combine(Repository.Root, "artifacts", "flow-modules.md");
            Directory.CreateDirectory(Path.GetDirectoryName(written)!);
            File.WriteAllText(written, ours);
            Assert.Fail($"{Reference} is out of date: cp artifacts/flow-modules.md {Reference}");
        }
    }

    [GeneratedRegex("```yaml\n(apiVersion.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
