using TwinGrid.Contracts.Scenarios;
using TwinGrid.Gateway.Errors;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>The filter of ListRuns: comparisons by = and != of a few fields, joined by AND (a part of AIP-160).</summary>
internal static class RunFilter
{
    private static readonly Dictionary<string, Func<RunDocument, string>> Fields = new(StringComparer.Ordinal)
    {
        ["state"] = run => RunMapper.StateOf(run.Phase).ToString().ToUpperInvariant(),
        ["document"] = run => run.Document,
        ["created_by"] = run => run.CreatedBy,
        ["kind"] = run => run.Kind.ToString(),
        ["cut"] = run => RunNames.Cut(run.Plant, run.CutHash),
        ["replay_of"] = run => RunNames.Run(run.Plant, run.ReplayOf),
    };

    /// <summary>Which runs pass; all when the text is empty.</summary>
    /// <exception cref="RefusalException">INVALID_QUERY.</exception>
    public static Func<RunDocument, bool> Parse(string text)
    {
        if (text.Trim().Length == 0)
        {
            return _ => true;
        }

        var tests = text.Split(" AND ").Select(ParseOne).ToList();
        return run => tests.TrueForAll(test => test(run));
    }

    private static Func<RunDocument, bool> ParseOne(string comparison)
    {
        var equals = comparison.IndexOf('=', StringComparison.Ordinal);
        var isNot = equals > 0 && comparison[equals - 1] == '!';
        var field = equals < 0 ? "" : comparison[..(isNot ? equals - 1 : equals)].Trim();
        if (!Fields.TryGetValue(field, out var read))
        {
            throw Refusal.InvalidQuery(
                "filter", $"'{comparison.Trim()}' is no comparison of a run; expected FIELD = VALUE or FIELD != VALUE with {string.Join(", ", Fields.Keys)}, joined by AND.");
        }

        var value = comparison[(equals + 1)..].Trim();
        value = value is ['"', .., '"'] && value.Length > 1 ? value[1..^1] : value;
        if (field == "state" && !Enum.TryParse<RunState>(value, ignoreCase: true, out _))
        {
            throw Refusal.InvalidQuery("filter", $"'{value}' is no state; expected PREPARING, RUNNING, SUCCEEDED, FAILED or CANCELLED.");
        }

        return run => (read(run) == (field == "state" ? value.ToUpperInvariant() : value)) != isNot;
    }
}
