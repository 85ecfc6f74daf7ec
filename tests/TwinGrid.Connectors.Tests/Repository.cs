namespace TwinGrid.Connectors.Tests;

/// <summary>Files of the source tree.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static IReadOnlyList<string> BottlingLine { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "deploy/samples/bottling-line"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "TwinGrid.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("No TwinGrid.sln above the test.");
        }

        return directory;
    }
}
