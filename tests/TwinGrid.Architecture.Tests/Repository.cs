using System.Runtime.CompilerServices;

namespace TwinGrid.Architecture.Tests;

/// <summary>The tree as it is on disk: walls are checked against sources, not against what happened to be loaded.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(ProjectFile.Load)];

    public static IEnumerable<string> SourceFiles(string below) =>
        Directory.EnumerateFiles(Path.Combine(Root, below), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var directory = new FileInfo(here).Directory; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "TwinGrid.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No TwinGrid.sln above {here}.");
    }
}
