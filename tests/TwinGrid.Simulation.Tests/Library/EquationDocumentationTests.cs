using TwinGrid.Simulation.Library;
using TwinGrid.Simulation.Tests.Experiments;

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
}
