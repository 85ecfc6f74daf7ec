using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>
/// Parses AIP-160: <c>a AND b</c>, <c>a b</c> (and), <c>a OR b</c>, <c>NOT a</c>, <c>-a</c>, parentheses, comparators <c>= != &lt; &lt;= &gt; &gt;= :</c>.
/// As the AIP has it, OR binds more tightly than AND: <c>a AND b OR c</c> is <c>a AND (b OR c)</c>.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>Parentheses and negations within each other at the most: bounds the stack.</summary>
    public const int MaxDepth = 64;

    private readonly List<FilterToken> tokens;
    private int at;
    private int depth;

    private FilterParser(List<FilterToken> tokens) => this.tokens = tokens;

    private FilterToken Current => tokens[at];

    /// <summary>The filter's syntax; null for an empty one.</summary>
    /// <exception cref="FilterException">The filter is wrong; names the place.</exception>
    public static FilterSyntax? Parse(string filter)
    {
        var parser = new FilterParser(FilterLexer.Read(filter));
        if (parser.Current.Kind == FilterTokenKind.End)
        {
            return null;
        }

        var syntax = parser.Expression();
        return parser.Current.Kind == FilterTokenKind.End
            ? syntax
            : throw FilterSyntax.Error(parser.Current.Position, $"{parser.Current} closes nothing");
    }

    private FilterSyntax Expression()
    {
        var position = Current.Position;
        var parts = new List<FilterSyntax> { Factor() };
        while (Current.Kind is not (FilterTokenKind.End or FilterTokenKind.Close))
        {
            if (Current.Kind == FilterTokenKind.And)
            {
                at++;
            }

            parts.Add(Factor());
        }

        return parts.Count == 1 ? parts[0] : new AndSyntax(parts, position);
    }

    private FilterSyntax Factor()
    {
        var position = Current.Position;
        var parts = new List<FilterSyntax> { Term() };
        while (Current.Kind == FilterTokenKind.Or)
        {
            at++;
            parts.Add(Term());
        }

        return parts.Count == 1 ? parts[0] : new OrSyntax(parts, position);
    }

    private FilterSyntax Term()
    {
        var token = Current;
        if (++depth > MaxDepth)
        {
            throw FilterSyntax.Error(token.Position, $"more than {MaxDepth} parentheses and negations within each other");
        }

        var syntax = token.Kind switch
        {
            FilterTokenKind.Not => Negation(token),
            FilterTokenKind.Open => Composite(token),
            FilterTokenKind.Text when token.Text == "-" && tokens[at + 1].Kind == FilterTokenKind.Open => Negation(token),
            FilterTokenKind.Text when token.Text.Length > 1 && token.Text[0] == '-' => Minus(token),
            FilterTokenKind.Text or FilterTokenKind.Quoted => Restriction(),
            _ => throw FilterSyntax.Error(token.Position, $"a field, a text or '(' must come here, not {token}"),
        };
        depth--;
        return syntax;
    }

    private NotSyntax Negation(FilterToken token)
    {
        at++;
        return new NotSyntax(Term(), token.Position);
    }

    private NotSyntax Minus(FilterToken token)
    {
        tokens[at] = token with { Text = token.Text[1..], Position = token.Position + 1 };
        return new NotSyntax(Term(), token.Position);
    }

    private FilterSyntax Composite(FilterToken open)
    {
        at++;
        var inner = Expression();
        if (Current.Kind != FilterTokenKind.Close)
        {
            throw FilterSyntax.Error(open.Position, "this '(' is not closed");
        }

        at++;
        return inner;
    }

    private FilterSyntax Restriction()
    {
        var field = tokens[at++];
        if (Current.Kind != FilterTokenKind.Comparator)
        {
            return new WordSyntax(new FilterValue(field.Text, field.Kind == FilterTokenKind.Quoted, field.Position), field.Position);
        }

        var comparator = tokens[at++];
        var value = Current;
        if (value.Kind is not (FilterTokenKind.Text or FilterTokenKind.Quoted))
        {
            throw FilterSyntax.Error(value.Position, $"a value must follow '{comparator.Text}', not {value}");
        }

        at++;
        return new ComparisonSyntax(
            field.Text, comparator.Text, new FilterValue(value.Text, value.Kind == FilterTokenKind.Quoted, value.Position), field.Position);
    }
}
