using System.Text.RegularExpressions;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Definitions;

/// <summary>Finds the YAML files of a definition. Replay maps beside them are no part of it.</summary>
internal static partial class DefinitionFiles
{
    /// <summary>All files, folders with what is below them, in the order of their names; a file that is named twice, by itself and by its folder, is read once.</summary>
    /// <exception cref="CliException">Nothing is there.</exception>
    public static List<SourceFile> Read(IReadOnlyList<string> paths)
    {
        var files = new List<SourceFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var file in Find(path))
            {
                var content = File.ReadAllText(file);
                if (!seen.Add(Path.GetFullPath(file)) || (Directory.Exists(path) && ReplayMapKind().IsMatch(content)))
                {
                    continue;
                }

                files.Add(new SourceFile { Path = file.Replace('\\', '/'), Content = content });
            }
        }

        return files.Count > 0 ? files : throw new CliException($"No definition in {string.Join(", ", paths)}: expected .yaml or .yml files.");
    }

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                .Order(StringComparer.Ordinal)
            : throw new CliException($"There is no file or folder {path}.");
    }

    [GeneratedRegex(@"^kind:\s*['""]?ReplayMap\b", RegexOptions.Multiline)]
    private static partial Regex ReplayMapKind();
}
