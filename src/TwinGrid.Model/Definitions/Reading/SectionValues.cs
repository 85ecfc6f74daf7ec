using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Values of a section's keys. Each is null when the key is absent, and also, with a finding, when the value is wrong.</summary>
internal static class SectionValues
{
    public static string? Text(this Section section, string key, int maxLength = DefinitionLimits.MaxText)
    {
        if (section.Scalar(key, "text") is not { } scalar)
        {
            return null;
        }

        if (scalar.Value.Length == 0 || !Wording.IsText(scalar.Value, maxLength))
        {
            section.Error(key, Wording.Invariant($"text of 1 to {maxLength} characters without control characters is expected, found {scalar.Value.Length} characters"));
            return null;
        }

        return scalar.Value;
    }

    /// <summary>An expression, which may go over several lines.</summary>
    public static string? Expression(this Section section, string key)
    {
        if (section.Scalar(key, "an expression") is not { } scalar)
        {
            return null;
        }

        var text = scalar.Value.TrimEnd();
        if (text.Length == 0 || !Wording.IsText(text.Replace('\n', ' '), ExpressionParser.MaxLength))
        {
            section.Error(key, Wording.Invariant($"an expression of 1 to {ExpressionParser.MaxLength} characters is expected, found {text.Length} characters"));
            return null;
        }

        return text;
    }

    public static string? Id(this Section section, string key)
    {
        if (section.Scalar(key, "an id") is not { } scalar)
        {
            return null;
        }

        if (!Identifier.IsValid(scalar.Value))
        {
            section.Error(key, $"'{Wording.Shorten(scalar.Value)}' is no id: {Identifier.Rule}");
            return null;
        }

        return scalar.Value;
    }

    /// <summary>true or false, without quotes.</summary>
    public static bool? Flag(this Section section, string key)
    {
        if (section.Scalar(key, "true or false") is not { } scalar)
        {
            return null;
        }

        return scalar is { IsPlain: true, Value: "true" or "false" }
            ? scalar.Value == "true"
            : Wrong<bool>(section, key, $"true or false is expected, not '{Wording.Shorten(scalar.Value)}'");
    }

    public static double? Number(this Section section, string key) =>
        section.Scalar(key, "a number") is { } scalar ? Number(scalar) ?? Wrong<double>(section, key, $"a number is expected, not '{Wording.Shorten(scalar.Value)}'") : null;

    public static long? Whole(this Section section, string key, long min, long max)
    {
        if (section.Scalar(key, "a whole number") is not { } scalar)
        {
            return null;
        }

        return long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && scalar.IsPlain &&
            value >= min && value <= max
            ? value
            : Wrong<long>(section, key, Wording.Invariant($"a whole number from {min} to {max} is expected, not '{Wording.Shorten(scalar.Value)}'"));
    }

    /// <summary>A duration above zero; null when absent or wrong.</summary>
    public static TimeSpan? Duration(this Section section, string key)
    {
        if (section.Scalar(key, "a duration") is not { } scalar)
        {
            return null;
        }

        return DurationText.TryParse(scalar.Value, out var value) && value > TimeSpan.Zero
            ? value
            : Wrong<TimeSpan>(section, key, $"'{Wording.Shorten(scalar.Value)}' is no duration above zero: {DurationText.Rule}");
    }

    /// <summary>A duration or a word that stands for none: (given, value), where a null value is the word.</summary>
    public static (bool IsGiven, TimeSpan? Value) DurationOr(this Section section, string key, string word)
    {
        if (section.Scalar(key, "a duration") is not { } scalar)
        {
            return (false, null);
        }

        if (scalar.Value == word)
        {
            return (true, null);
        }

        if (DurationText.TryParse(scalar.Value, out var value) && value > TimeSpan.Zero)
        {
            return (true, value);
        }

        section.Error(key, $"'{Wording.Shorten(scalar.Value)}' is no duration above zero: {DurationText.Rule}", [word]);
        return (false, null);
    }

    public static T? Enumeration<T>(this Section section, string key)
        where T : struct, Enum
    {
        if (section.Scalar(key, "one of a list") is not { } scalar)
        {
            return null;
        }

        if (EnumText.TryParse<T>(scalar.Value, out var value))
        {
            return value;
        }

        section.Error(key, $"'{Wording.Shorten(scalar.Value)}' is not allowed{Wording.DidYouMean(scalar.Value, EnumText.All<T>())}", EnumText.All<T>());
        return null;
    }

    public static Unit? Unit(this Section section, string key)
    {
        if (section.Scalar(key, "a unit") is not { } scalar)
        {
            return null;
        }

        if (Units.Unit.TryParse(scalar.Value, out var unit, out var error))
        {
            return unit;
        }

        var column = scalar.ContentColumn > 0 ? scalar.ContentColumn + error.Position : scalar.Column;
        section.Bag.Add(DiagnosticSeverity.Error, section.File, scalar.Line, column, section.PathOf(key), $"'{Wording.Shorten(scalar.Value)}' is no UCUM unit: {error.Message}");
        return null;
    }

    /// <summary>YAML 1.2 core schema, without infinities and not-a-number: a definition has no use for them.</summary>
    public static double? Number(YamlScalar scalar) =>
        scalar.IsPlain && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    private static T? Wrong<T>(Section section, string key, string message)
        where T : struct
    {
        section.Error(key, message);
        return null;
    }
}
