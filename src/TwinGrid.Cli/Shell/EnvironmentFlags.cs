using System.CommandLine;
using System.CommandLine.Parsing;

namespace TwinGrid.Cli.Shell;

/// <summary>Gives every flag an environment variable: <c>--give-up-after</c> reads <c>TWINGRID_GIVE_UP_AFTER</c>. The command line goes before.</summary>
internal static class EnvironmentFlags
{
    private const string Prefix = "TWINGRID_";

    public static string VariableOf(Option option) => Prefix + option.Name.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>The arguments with what the environment adds to them.</summary>
    public static string[] Expand(RootCommand root, string[] args, Func<string, string?> environment)
    {
        var parsed = root.Parse(args);
        var added = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            var isLeaf = ReferenceEquals(command, parsed.CommandResult);
            foreach (var option in command.Command.Options.Where(option => isLeaf || option.Recursive))
            {
                if (IsOwn(option) && parsed.GetResult(option) is null or { Implicit: true } && environment(VariableOf(option)) is { Length: > 0 } value)
                {
                    added.AddRange([option.Name, value]);
                }
            }
        }

        return added.Count == 0 ? args : Insert(args, added);
    }

    /// <summary>Not --help and --version.</summary>
    private static bool IsOwn(Option option) => option.Action is null;

    /// <summary>Flags end where the arguments after a double dash begin.</summary>
    private static string[] Insert(string[] args, List<string> added)
    {
        var end = Array.IndexOf(args, "--");
        return end < 0 ? [.. args, .. added] : [.. args[..end], .. added, .. args[end..]];
    }
}
