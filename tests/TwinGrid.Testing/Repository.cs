namespace TwinGrid.Testing;

/// <summary>Files of the source tree, and the data beside it.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A folder of data, which lies beside the repository or where TWINGRID_DATA says; may be absent.</summary>
    public static string Data(string folder) => Path.Combine(Environment.GetEnvironmentVariable("TWINGRID_DATA") ?? Path.Combine(Root, "..", "shared", "data"), folder);

    /// <summary>A file or folder below deploy/samples.</summary>
    public static string Sample(string path) => Path.Combine(Root, "deploy", "samples", path);

    /// <summary>Paths, from the folder on, and texts of all documents in a folder below deploy/samples, in the order of their paths.</summary>
    public static IReadOnlyList<(string Path, string Content)> SampleFiles(string folder) =>
    [
        .. Directory.EnumerateFiles(Sample(folder), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Sample(folder), path), File.ReadAllText(path))),
    ];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TwinGrid.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No TwinGrid.sln above {AppContext.BaseDirectory}.");
    }
}
