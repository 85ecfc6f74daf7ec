using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TwinGrid.Model.Expressions;

/// <summary>
/// Reads the expression language: numbers with an optional unit in single quotes (as in HL7 FHIRPath), names, <c>+ - * / ^</c>, comparisons, <c>and or not</c>
/// (or <c>&amp;&amp; ||</c>), <c>!</c>, and calls. <c>^</c> binds tighter than a sign and groups to the right; comparisons don't chain; <c>not</c> takes a whole
/// comparison, <c>!</c> what follows it directly. No side effects, no loops.
/// </summary>
public static class ExpressionParser
{
    /// <summary>Longest expression, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Tokens of one expression: what bounds the depth of the tree.</summary>
    public const int MaxTokens = 1_000;

    /// <summary>Reads an expression; on failure says where and why.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionError? error)
    {
        expression = Parse(text, grammar => grammar.Whole(), out error);
        return error is null;
    }

    /// <summary>Reads an equation, <c>left = right</c>; on failure says where and why.</summary>
    public static bool TryParseEquation(
        string text, [NotNullWhen(true)] out EquationExpression? equation, [NotNullWhen(false)] out ExpressionError? error)
    {
        equation = Parse(text, grammar => grammar.WholeEquation(), out error);
        return error is null;
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">The text is no expression; the message names line and column.</exception>
    public static Expression Parse(string text) =>
        TryParse(text, out var expression, out var error)
            ? expression
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"'{text}' is no expression: {error.Message} (line {error.At.Line}, column {error.At.Column})."));

    private static T? Parse<T>(string text, Func<Grammar, T> whole, out ExpressionError? error)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(text);
        error = null;
        if (text.Length > MaxLength)
        {
            error = new ExpressionError(new TextPosition(1, 1), string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters; at most {MaxLength}"));
            return null;
        }

        try
        {
            var tokens = new Lexer(text).Read();
            if (tokens.Count > MaxTokens)
            {
                throw new ExpressionSyntaxException(tokens[MaxTokens].At, $"more than {MaxTokens} numbers, names and operators");
            }

            return whole(new Grammar(tokens));
        }
        catch (ExpressionSyntaxException wrong)
        {
            error = wrong.Error;
            return null;
        }
    }
}
