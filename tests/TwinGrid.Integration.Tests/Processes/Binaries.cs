using TwinGrid.Testing;

namespace TwinGrid.Integration.Tests.Processes;

/// <summary>Where the build put the programs under test: beside this project's own output, in the same configuration.</summary>
internal static class Binaries
{
    public static string Host { get; } = Find("src/TwinGrid.Host", "TwinGrid.Host.dll");

    public static string Cli { get; } = Find("src/TwinGrid.Cli", "twingrid.dll");

    private static string Find(string project, string file)
    {
        // …/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(Repository.Root, project, "bin", output.Parent!.Name, output.Name, file);
    }
}
