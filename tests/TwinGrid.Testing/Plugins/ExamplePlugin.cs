using System.Runtime.CompilerServices;

namespace TwinGrid.Testing.Plugins;

/// <summary>Where the build put the example of a plug-in: in the same configuration as the tests.</summary>
public static class ExamplePlugin
{
    /// <summary>Folder with its assembly, and nothing else that is one.</summary>
    public static string Folder { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        // …/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "TwinGrid.ExamplePlugin", "bin", output.Parent!.Name, output.Name));
    }
}
