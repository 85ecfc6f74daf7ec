using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>
/// Reads what a document gives a module's parameter. Plain scalars: numbers, <c>true</c> and <c>false</c>, durations (<c>30s</c>, <c>1h30m</c>), shares (<c>2%</c>), numbers with a
/// unit (<c>5 kW</c>, <c>5 'kW'</c>); everything else is text. What is quoted is text, but for a number with a unit in single quotes, which means the same as an expression.
/// </summary>
internal static class ParameterReader
{
    /// <summary>Lists and mappings inside each other.</summary>
    private const int MaxDepth = 8;

    /// <summary>The value of a key; null when it is absent, and with a finding when it is wrong.</summary>
    public static ParameterValue? Parameter(this Section section, string key) =>
        section.Take(key) is { } node ? Read(node, section.File, section.PathOf(key), section.Bag) : null;

    /// <summary>The value of a node; null, with a finding, when it is wrong.</summary>
    public static ParameterValue? Read(YamlNode node, string file, string path, DiagnosticBag bag) => Read(node, file, path, bag, 0);

    /// <summary>The value of a scalar by itself.</summary>
    public static ParameterValue ReadScalar(YamlScalar scalar)
    {
        var text = scalar.Value;
        if (!scalar.IsPlain)
        {
            return QuotedQuantity(text.AsSpan()) ?? (ParameterValue)new TextValue(text);
        }

        return text switch
        {
            "true" or "True" or "TRUE" => new BooleanValue(true),
            "false" or "False" or "FALSE" => new BooleanValue(false),
            _ => SectionValues.Number(scalar) is { } number ? new NumberValue(number)
                : (ParameterValue?)Duration(text) ?? QuotedQuantity(text) ?? (ParameterValue?)PlainQuantity(text) ?? new TextValue(text),
        };
    }

    private static ParameterValue? Read(YamlNode node, string file, string path, DiagnosticBag bag, int depth)
    {
        if (depth > MaxDepth)
        {
            bag.Add(DiagnosticSeverity.Error, file, node, path, Wording.Invariant($"more than {MaxDepth} lists and mappings inside each other"));
            return null;
        }

        var place = ExpressionFindings.PlaceOf(file, node, path);
        switch (node)
        {
            case YamlScalar { IsNull: true }:
                bag.Add(DiagnosticSeverity.Error, file, node, path, "a value is missing");
                return null;
            case YamlScalar scalar when !Wording.IsText(scalar.Value.Replace('\n', ' '), ExpressionParser.MaxLength):
                bag.Add(DiagnosticSeverity.Error, file, node, path, Wording.Invariant($"text of at most {ExpressionParser.MaxLength} characters without control characters is expected"));
                return null;
            case YamlScalar scalar:
                return ReadScalar(scalar) with { Place = place };
            case YamlSequence list:
                var items = list.Items.Select((item, i) => Read(item, file, Wording.Invariant($"{path}[{i}]"), bag, depth + 1)).ToList();
                return items.Contains(null) ? null : new ListValue([.. items.Select(i => i!)]) { Place = place };
            case YamlMapping mapping:
                var entries = mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Value, Read(e.Value, file, $"{path}.{e.Key.Value}", bag, depth + 1))).ToList();
                return entries.Any(e => e.Value is null) ? null : new MapValue([.. entries.Select(e => KeyValuePair.Create(e.Key, e.Value!))]) { Place = place };
            default:
                throw new ArgumentException($"A YAML node of type {node.GetType().Name}.", nameof(node));
        }
    }

    private static NumberValue? Duration(string text)
    {
        var isNegative = text.StartsWith('-');
        return DurationText.TryParse(text.AsSpan(isNegative ? 1 : 0), out var duration)
            ? new NumberValue(isNegative ? -duration.TotalSeconds : duration.TotalSeconds, "s")
            : null;
    }

    /// <summary><c>5 'kW'</c></summary>
    private static NumberValue? QuotedQuantity(ReadOnlySpan<char> text)
    {
        var quote = text.IndexOf('\'');
        return quote > 0 && text[^1] == '\'' && quote < text.Length - 2 && Number(text[..quote]) is { } number &&
            Unit.TryParse(text[(quote + 1)..^1].ToString(), out var unit, out _)
            ? new NumberValue(number, unit.Code)
            : null;
    }

    /// <summary><c>5 kW</c>, <c>2%</c>. A unit that begins with '/' needs quotes: <c>1 /mu</c> is a division.</summary>
    private static NumberValue? PlainQuantity(ReadOnlySpan<char> text)
    {
        if (text[^1] == '%')
        {
            return Number(text[..^1]) is { } share ? new NumberValue(share, "%") : null;
        }

        var space = text.IndexOf(' ');
        if (space <= 0 || Number(text[..space]) is not { } number)
        {
            return null;
        }

        var code = text[space..].Trim();
        return (char.IsAsciiLetter(code[0]) || code[0] is '[' or '{') && Unit.TryParse(code.ToString(), out var unit, out _) ? new NumberValue(number, unit.Code) : null;
    }

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
