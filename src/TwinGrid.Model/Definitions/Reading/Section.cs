using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>
/// A mapping being read. Each read names its key, which makes the list of allowed keys; <see cref="Close"/> reports the keys that nobody asked for.
/// A wrong value is reported and read as if it were absent, so that reading goes on and finds the next one.
/// </summary>
internal sealed class Section
{
    private readonly YamlMapping node;
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly List<string> known = [];

    public Section(YamlMapping node, string file, string path, DiagnosticBag bag)
    {
        this.node = node;
        File = file;
        Path = path;
        Bag = bag;
        foreach (var (key, value) in node.Entries)
        {
            values[key.Value] = value;
        }
    }

    public string File { get; }

    public string Path { get; }

    public DiagnosticBag Bag { get; }

    public YamlNode Node => node;

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Where to point for a key: its value, or the section when it is absent.</summary>
    public YamlNode At(string key) => values.GetValueOrDefault(key, node);

    public void Error(string key, string message, IEnumerable<string>? allowed = null) =>
        Bag.Add(DiagnosticSeverity.Error, File, At(key), PathOf(key), message, allowed);

    public void Warn(string key, string message) => Bag.Add(DiagnosticSeverity.Warning, File, At(key), PathOf(key), message);

    /// <summary>Whether the key is given; makes it known.</summary>
    public bool Has(string key) => Take(key) is not null;

    public YamlNode? Take(string key)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        return values.TryGetValue(key, out var value) && value is not YamlScalar { IsNull: true } ? value : null;
    }

    /// <summary>Reports that a key which must be there is not; true when it is.</summary>
    public bool Require(string key, string? why = null)
    {
        if (Has(key))
        {
            return true;
        }

        Error(key, $"'{key}' is missing{(why is null ? "" : ": " + why)}");
        return false;
    }

    /// <summary>Reports a key that makes no sense here; true when it is absent.</summary>
    public bool Refuse(string key, string why)
    {
        if (!Has(key))
        {
            return true;
        }

        Error(key, why);
        return false;
    }

    public YamlScalar? Scalar(string key, string expected)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar;
            case var other:
                var hint = other is YamlMapping or YamlSequence ? "; a text that begins with '{' or '[' needs quotes" : "";
                Error(key, $"{expected} is expected, not {Kind(other)}{hint}");
                return null;
        }
    }

    public string? Text(string key, int maxLength = DefinitionLimits.MaxText)
    {
        if (Scalar(key, "text") is not { } scalar)
        {
            return null;
        }

        if (scalar.Value.Length == 0 || !IsText(scalar.Value, maxLength))
        {
            Error(key, Invariant($"text of 1 to {maxLength} characters without control characters is expected, found {scalar.Value.Length} characters"));
            return null;
        }

        return scalar.Value;
    }

    /// <summary>An expression, which may go over several lines.</summary>
    public string? Expression(string key)
    {
        if (Scalar(key, "an expression") is not { } scalar)
        {
            return null;
        }

        var text = scalar.Value.TrimEnd();
        if (text.Length == 0 || !IsText(text.Replace('\n', ' '), ExpressionParser.MaxLength))
        {
            Error(key, Invariant($"an expression of 1 to {ExpressionParser.MaxLength} characters is expected, found {text.Length} characters"));
            return null;
        }

        return text;
    }

    public string? Id(string key)
    {
        if (Scalar(key, "an id") is not { } scalar)
        {
            return null;
        }

        if (!Identifier.IsValid(scalar.Value))
        {
            Error(key, $"'{Shorten(scalar.Value)}' is no id: {Identifier.Rule}");
            return null;
        }

        return scalar.Value;
    }

    public double? Number(string key) =>
        Scalar(key, "a number") is { } scalar ? Number(scalar) ?? Wrong<double>(key, $"a number is expected, not '{Shorten(scalar.Value)}'") : null;

    public long? Whole(string key, long min, long max)
    {
        if (Scalar(key, "a whole number") is not { } scalar)
        {
            return null;
        }

        return long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && scalar.IsPlain &&
            value >= min && value <= max
            ? value
            : Wrong<long>(key, Invariant($"a whole number from {min} to {max} is expected, not '{Shorten(scalar.Value)}'"));
    }

    /// <summary>A duration above zero; null when absent or wrong.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Scalar(key, "a duration") is not { } scalar)
        {
            return null;
        }

        return DurationText.TryParse(scalar.Value, out var value) && value > TimeSpan.Zero
            ? value
            : Wrong<TimeSpan>(key, $"'{Shorten(scalar.Value)}' is no duration above zero: {DurationText.Rule}");
    }

    /// <summary>A duration or a word that stands for none: (given, value), where a null value is the word.</summary>
    public (bool IsGiven, TimeSpan? Value) DurationOr(string key, string word)
    {
        if (Scalar(key, "a duration") is not { } scalar)
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

        Error(key, $"'{Shorten(scalar.Value)}' is no duration above zero: {DurationText.Rule}", [word]);
        return (false, null);
    }

    public T? Enumeration<T>(string key)
        where T : struct, Enum
    {
        if (Scalar(key, "one of a list") is not { } scalar)
        {
            return null;
        }

        if (EnumText.TryParse<T>(scalar.Value, out var value))
        {
            return value;
        }

        Error(key, $"'{Shorten(scalar.Value)}' is not allowed{DidYouMean(scalar.Value, EnumText.All<T>())}", EnumText.All<T>());
        return null;
    }

    public Unit? Unit(string key)
    {
        if (Scalar(key, "a unit") is not { } scalar)
        {
            return null;
        }

        if (Units.Unit.TryParse(scalar.Value, out var unit, out var error))
        {
            return unit;
        }

        var column = scalar.ContentColumn > 0 ? scalar.ContentColumn + error.Position : scalar.Column;
        Bag.Add(DiagnosticSeverity.Error, File, scalar.Line, column, PathOf(key), $"'{Shorten(scalar.Value)}' is no UCUM unit: {error.Message}");
        return null;
    }

    public Section? Child(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMapping mapping:
                return new Section(mapping, File, PathOf(key), Bag);
            case var other:
                Error(key, $"keys with values are expected, not {Kind(other)}");
                return null;
        }
    }

    /// <summary>The items of a list of mappings, at most <paramref name="max"/>.</summary>
    public IEnumerable<Section> Children(string key, int max)
    {
        foreach (var (item, path) in Items(key, max))
        {
            if (item is YamlMapping mapping)
            {
                yield return new Section(mapping, File, path, Bag);
            }
            else
            {
                Bag.Add(DiagnosticSeverity.Error, File, item, path, $"keys with values are expected, not {Kind(item)}");
            }
        }
    }

    /// <summary>The items of a list with their paths, at most <paramref name="max"/>.</summary>
    public IEnumerable<(YamlNode Item, string Path)> Items(string key, int max)
    {
        var node = Take(key);
        if (node is null)
        {
            yield break;
        }

        if (node is not YamlSequence list)
        {
            Error(key, $"a list is expected, not {Kind(node)}");
            yield break;
        }

        if (list.Items.Count > max)
        {
            Error(key, Invariant($"{list.Items.Count} entries; at most {max}"));
            yield break;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            yield return (list.Items[i], Invariant($"{PathOf(key)}[{i}]"));
        }
    }

    /// <summary>The entries of a mapping whose keys are free, in order, at most <paramref name="max"/>.</summary>
    public IEnumerable<(YamlScalar Key, YamlNode Value, string Path)> Entries(string key, int max)
    {
        if (Child(key) is not { } child)
        {
            yield break;
        }

        if (child.node.Entries.Count > max)
        {
            Error(key, Invariant($"{child.node.Entries.Count} entries; at most {max}"));
            yield break;
        }

        foreach (var (name, value) in child.node.Entries)
        {
            yield return (name, value, child.PathOf(name.Value));
        }
    }

    /// <summary>Reports unknown keys.</summary>
    public void Close()
    {
        foreach (var (key, _) in node.Entries)
        {
            if (!known.Contains(key.Value))
            {
                Bag.Add(
                    DiagnosticSeverity.Error, File, key, PathOf(Shorten(key.Value)), $"unknown key '{Shorten(key.Value)}'{DidYouMean(key.Value, known)}",
                    known);
            }
        }
    }

    /// <summary>YAML 1.2 core schema, without infinities and not-a-number: a definition has no use for them.</summary>
    public static double? Number(YamlScalar scalar) =>
        scalar.IsPlain && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>Whether a text can be shown, stored as UTF-8 and read back: no control characters, no half characters.</summary>
    public static bool IsText(string text, int maxLength = DefinitionLimits.MaxText)
    {
        if (text.Length > maxLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i) && !(i > 0 && char.IsSurrogatePair(text, i - 1))))
            {
                return false;
            }
        }

        return true;
    }

    public static string DidYouMean(string name, IEnumerable<string> candidates) =>
        Suggestion.Nearest(name, candidates) is { } alike ? $"; did you mean '{alike}'?" : "";

    public static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");

    public static string Kind(YamlNode node) => node switch
    {
        YamlMapping => "keys with values",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar scalar => $"'{Shorten(scalar.Value)}'",
        _ => "this",
    };

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private T? Wrong<T>(string key, string message)
        where T : struct
    {
        Error(key, message);
        return null;
    }
}
