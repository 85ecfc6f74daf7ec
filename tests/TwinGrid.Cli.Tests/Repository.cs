using System.Runtime.CompilerServices;

namespace TwinGrid.Cli.Tests;

/// <summary>Where the samples are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
