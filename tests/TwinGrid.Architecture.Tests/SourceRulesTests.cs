using Xunit;

namespace TwinGrid.Architecture.Tests;

public sealed class SourceRulesTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Check_OurSources_HaveNoBreach(string below)
    {
        var files = Repository.SourceFiles(below).ToList();
        Assert.True(files.Count > 20, $"only {files.Count} files found below {below}");
        Assert.Empty(files.SelectMany(file => SourceRules.Check(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file))));
    }

    [Theory]
    [InlineData("src/TwinGrid.Model/Helpers/X.cs", "namespace TwinGrid.Model.Helpers;", "folder Helpers")]
    [InlineData("src/TwinGrid.Model/A/B/C/X.cs", "namespace TwinGrid.Model.A.B.C;", "more than two folders deep")]
    [InlineData("src/TwinGrid.Model/Units/X.cs", "namespace TwinGrid.Model;", "expected TwinGrid.Model.Units")]
    [InlineData("src/TwinGrid.Model/Units/X.cs", "throw new Exc" + "eption(\"x\");", "throws Exception itself")]
    [InlineData("src/TwinGrid.Simulation/Units/X.cs", "var watch = new Stopwatch();", "uses Stopwatch")]
    public void Check_Breach_IsNamed(string path, string text, string expected) =>
        Assert.Contains(expected, Assert.Single(SourceRules.Check(path, text)), StringComparison.Ordinal);
}
