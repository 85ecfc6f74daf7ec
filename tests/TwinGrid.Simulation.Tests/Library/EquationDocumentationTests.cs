using TwinGrid.Simulation.Library;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Experiments;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Library;

public sealed class EquationDocumentationTests
{
    private const string Reference = "docs/simulation/equation-modules.md";

    [Fact]
    public void Reference_OfThisBuild_IsTheOneInTheDocuments()
    {
        var ours = EquationPage.Render(LibraryModules.All);
        var documented = Path.Combine(Repository.Root, Reference);
        if (!File.Exists(documented) || File.ReadAllText(documented) != ours)
        {
            var written = Path.Combine(Repository.Root, "artifacts", "equation-modules.md");
            Directory.CreateDirectory(Path.GetDirectoryName(written)!);
            File.WriteAllText(written, ours);
            Assert.Fail($"{Reference} is out of date: cp artifacts/equation-modules.md {Reference}");
        }
    }

    /// <summary>Every module that there is has a page of the reference, and every one of equations a test of its own.</summary>
    [Fact]
    public void Catalog_EveryModule_IsDocumentedAndTested()
    {
        var pages = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "simulation"), "*.md").Select(File.ReadAllText));
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "TwinGrid.Simulation.Tests", "Library"), "*ModuleTests.cs").Select(File.ReadAllText));

        Assert.All(BuiltInModules.Catalog.Names, name => Assert.Contains($"`{name}`", pages, StringComparison.Ordinal));
        Assert.All(LibraryModules.All, module => Assert.Contains($"\"{module.Descriptor.Name}\"", tests, StringComparison.Ordinal));
    }
}
