using System.Globalization;
using System.Text;

namespace TwinGrid.Model.Definitions.Writing;

/// <summary>Writes block-style YAML: indentation, keys, and scalars quoted where the reader would take them for something else.</summary>
internal sealed class YamlText
{
    /// <summary>YAML's bound on a key without '?' is 1 024 characters.</summary>
    private const int LongestSimpleKey = 900;

    private readonly StringBuilder text = new();
    private int indent;
    private bool isItem;

    public override string ToString() => text.ToString();

    public void Document()
    {
        if (text.Length > 0)
        {
            text.Append("---\n");
        }
    }

    public void Text(string key, string? value)
    {
        if (value is not null)
        {
            Line(key, Quote(value));
        }
    }

    public void Raw(string key, string value) => Line(key, value);

    public void Number(string key, double? value)
    {
        if (value is { } number)
        {
            Line(key, number.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A key whose value is what <paramref name="content"/> writes.</summary>
    public void Section(string key, Action content)
    {
        Line(key, "");
        indent++;
        content();
        indent--;
    }

    /// <summary>A list of mappings; nothing when it is empty.</summary>
    public void List<T>(string key, IEnumerable<T> items, Action<T> content)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (isFirst)
            {
                Line(key, "");
                isFirst = false;
            }

            indent++;
            isItem = true;
            indent++;
            content(item);
            indent -= 2;
        }
    }

    /// <summary>A list of texts on one line.</summary>
    public void Texts(string key, IReadOnlyCollection<string> items)
    {
        if (items.Count > 0)
        {
            Line(key, "[" + string.Join(", ", items.Select(Quote)) + "]");
        }
    }

    private void Line(string key, string value)
    {
        var name = Quote(key);
        text.Append(' ', 2 * (isItem ? indent - 1 : indent)).Append(isItem ? "- " : "");
        isItem = false;
        if (name.Length > LongestSimpleKey)
        {
            text.Append("? ").Append(name).Append('\n').Append(' ', 2 * indent);
            name = "";
        }

        text.Append(name).Append(value.Length == 0 ? ":" : ": ").Append(value).Append('\n');
    }

    /// <summary>A text as a scalar that reads back as text.</summary>
    public static string Quote(string value)
    {
        if (IsPlain(value))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                quoted.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value == ' ' || (rune.IsBmp && !IsAwkward(Rune.GetUnicodeCategory(rune))))
            {
                quoted.Append((char)rune.Value);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Letters that YAML reads as nothing but text.</summary>
    private static bool IsPlain(string value) =>
        value.Length is > 0 and <= 128 && char.IsAsciiLetter(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/') &&
        value.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");

    private static bool IsAwkward(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
