using System.CommandLine;
using System.CommandLine.Parsing;
using TwinGrid.Model.Names;

namespace TwinGrid.Cli.Shell;

/// <summary>Finds flags that a command does not have: one that takes files would take them for files.</summary>
internal static class UnknownFlags
{
    /// <summary>One line for each.</summary>
    public static IEnumerable<string> Find(ParseResult parsed)
    {
        var known = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            known.AddRange(command.Command.Options.Where(o => ReferenceEquals(command, parsed.CommandResult) || o.Recursive).Select(o => o.Name));
        }

        foreach (var token in parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument && t.Value.Length > 2 && t.Value.StartsWith("--", StringComparison.Ordinal)))
        {
            var near = Suggestion.Nearest(token.Value, known.Order(StringComparer.Ordinal));
            yield return $"There is no flag {token.Value} here.{(near is null ? "" : $" Did you mean {near}?")}";
        }
    }
}
