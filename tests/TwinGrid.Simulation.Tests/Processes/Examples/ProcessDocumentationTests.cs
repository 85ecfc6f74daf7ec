using System.Text.RegularExpressions;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Processes.Examples;

/// <summary>The code that <c>docs/simulation/processes.md</c> shows is that of <see cref="MachineShop"/>, which is compiled and tested.</summary>
public sealed partial class ProcessDocumentationTests
{
    [Fact]
    public void Text_Code_IsOfTheExample()
    {
        var source = Lines(Read("tests/TwinGrid.Simulation.Tests/Processes/Examples/MachineShop.cs"));
        var shown = Code().Matches(Read("docs/simulation/processes.md")).Select(m => Lines(m.Groups[1].Value)).ToList();

        Assert.Equal(4, shown.Count);
        Assert.All(shown, code => Assert.Contains(code, source, StringComparison.Ordinal));
    }

    // Without indentation.
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim();

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
