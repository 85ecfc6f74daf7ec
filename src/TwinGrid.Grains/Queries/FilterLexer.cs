using System.Text;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>Cuts a filter into tokens. Ids may hold dots and dashes, so a path such as <c>signals.motor.current</c> is one text.</summary>
internal static class FilterLexer
{
    /// <summary>Longest filter, in characters.</summary>
    public const int MaxLength = 8_192;

    /// <summary>Tokens in order, the last one <see cref="FilterTokenKind.End"/>.</summary>
    /// <exception cref="FilterException">Too long, or a quote that is not closed.</exception>
    public static List<FilterToken> Read(string filter)
    {
        if (filter.Length > MaxLength)
        {
            throw new FilterException($"The filter has {filter.Length} characters; at most {MaxLength} are allowed.");
        }

        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            var start = at;
            while (at < filter.Length && char.IsWhiteSpace(filter[at]))
            {
                at++;
            }

            var follows = at > start || at == 0;
            if (at == filter.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", at + 1, follows));
                return tokens;
            }

            var position = at + 1;
            var (kind, text) = ReadOne(filter, ref at);
            tokens.Add(new FilterToken(kind, text, position, follows));
        }
    }

    private static (FilterTokenKind Kind, string Text) ReadOne(string filter, ref int at)
    {
        var c = filter[at];
        switch (c)
        {
            case '(':
                at++;
                return (FilterTokenKind.Open, "(");
            case ')':
                at++;
                return (FilterTokenKind.Close, ")");
            case '"' or '\'':
                return (FilterTokenKind.Quoted, ReadQuoted(filter, ref at));
            case '=' or ':':
                at++;
                return (FilterTokenKind.Comparator, c.ToString());
            case '<' or '>' or '!':
                var length = at + 1 < filter.Length && filter[at + 1] == '=' ? 2 : 1;
                if (c == '!' && length == 1)
                {
                    throw FilterSyntax.Error(at + 1, "'!' stands alone; write != or NOT");
                }

                at += length;
                return (FilterTokenKind.Comparator, filter.Substring(at - length, length));
            default:
                var start = at;
                while (at < filter.Length && !char.IsWhiteSpace(filter[at]) && !"()\"'=:<>!".Contains(filter[at], StringComparison.Ordinal))
                {
                    at++;
                }

                var text = filter[start..at];
                return (text switch { "AND" => FilterTokenKind.And, "OR" => FilterTokenKind.Or, "NOT" => FilterTokenKind.Not, _ => FilterTokenKind.Text }, text);
        }
    }

    private static string ReadQuoted(string filter, ref int at)
    {
        var (quote, start) = (filter[at], at);
        var text = new StringBuilder();
        for (at++; at < filter.Length; at++)
        {
            if (filter[at] == quote)
            {
                at++;
                return text.ToString();
            }

            if (filter[at] == '\\' && at + 1 < filter.Length)
            {
                at++;
            }

            text.Append(filter[at]);
        }

        throw FilterSyntax.Error(start + 1, $"the text that starts here has no closing {quote}");
    }
}
