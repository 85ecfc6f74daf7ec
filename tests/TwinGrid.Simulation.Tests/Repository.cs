namespace TwinGrid.Simulation.Tests;

/// <summary>Where the repository is, and the data beside it.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A folder of data, which lies beside the repository or where TWINGRID_DATA says; may be absent.</summary>
    public static string Data(string folder) => Path.Combine(Environment.GetEnvironmentVariable("TWINGRID_DATA") ?? Path.Combine(Root, "..", "shared", "data"), folder);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TwinGrid.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No TwinGrid.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
