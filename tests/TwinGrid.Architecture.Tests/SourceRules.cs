using System.Text.RegularExpressions;

namespace TwinGrid.Architecture.Tests;

/// <summary>What the compiler does not see.</summary>
internal static partial class SourceRules
{
    private static readonly string[] KindFolders = ["Helpers", "Utils", "Utilities", "Interfaces", "Common", "Misc", "Extensions", "Enums", "Exceptions"];

    /// <summary>One line for each breach of one file.</summary>
    /// <param name="path">Path below the root, with forward slashes.</param>
    /// <param name="text">Content.</param>
    public static IEnumerable<string> Check(string path, string text)
    {
        var folders = path.Split('/')[..^1];
        foreach (var folder in folders.Where(KindFolders.Contains))
        {
            yield return $"{path}: folder {folder} is a kind, not a noun of the domain";
        }

        // src/Project/A/B at most.
        if (folders is ["src", ..] && folders.Length > 4)
        {
            yield return $"{path}: more than two folders deep";
        }

        var expected = string.Join('.', folders.Skip(1));
        if (folders is ["src" or "tests", ..] && Namespace().Match(text) is { Success: true } found && found.Groups[1].Value != expected)
        {
            yield return $"{path}: namespace {found.Groups[1].Value}, expected {expected}";
        }

        if (NakedException().IsMatch(text))
        {
            yield return $"{path}: throws Exception itself";
        }

        if (folders is ["src", "TwinGrid.Simulation" or "TwinGrid.Learning" or "TwinGrid.Model", ..] && ImpureUse().Match(text) is { Success: true } impure)
        {
            yield return $"{path}: uses {impure.Value}";
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"throw new Exception\(")]
    private static partial Regex NakedException();

    [GeneratedRegex(@"\b(System\.Net\.Sockets|System\.Net\.Http|File\.(Open|Read|Write|Create)\w*|Stopwatch|new Random\(\)|TimeProvider\.System)")]
    private static partial Regex ImpureUse();
}
