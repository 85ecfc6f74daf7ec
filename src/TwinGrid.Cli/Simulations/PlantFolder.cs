using System.Text.RegularExpressions;

namespace TwinGrid.Cli.Simulations;

/// <summary>Finds the plant that a scenario is about: the samples, and most repositories, keep scenarios in a folder below their plant's.</summary>
internal static partial class PlantFolder
{
    /// <summary>How far up is looked.</summary>
    private const int Levels = 3;

    /// <summary>The nearest folder at or above those of the files whose own files define the plant; null when there is none.</summary>
    public static string? Above(IReadOnlyList<string> paths, string plant) => paths
        .Select(path => File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path)) : Path.GetFullPath(path))
        .SelectMany(Upwards)
        .Distinct(StringComparer.Ordinal)
        .FirstOrDefault(folder => Defines(folder, plant));

    private static IEnumerable<string> Upwards(string? folder)
    {
        for (var level = 0; level <= Levels && folder is not null; level++)
        {
            yield return Path.GetRelativePath(Environment.CurrentDirectory, folder);
            folder = Path.GetDirectoryName(folder);
        }
    }

    private static bool Defines(string folder, string plant)
    {
        var name = new Regex($@"^\s*(metadata:\s*\{{\s*)?name:\s*['""]?{Regex.Escape(plant)}['""]?\s*\}}?\s*(#.*)?$", RegexOptions.Multiline);
        return Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Select(File.ReadAllText)
            .Any(content => PlantKind().IsMatch(content) && name.IsMatch(content));
    }

    [GeneratedRegex(@"^kind:\s*['""]?Plant\b", RegexOptions.Multiline)]
    private static partial Regex PlantKind();
}
