using System.Collections;
using System.Globalization;
using System.Text;
using TwinGrid.Client;

namespace TwinGrid.Cli.Shell;

/// <summary>An instant in a result; 0 = never.</summary>
/// <param name="Nanoseconds">Since 1970 UTC.</param>
internal readonly record struct Instant(long Nanoseconds)
{
    public override string ToString() => Timestamp.Format(Nanoseconds);
}

/// <summary>A quality in a result.</summary>
/// <param name="Code">OPC UA status code.</param>
internal readonly record struct QualityCode(uint Code)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Code:X8}");

    /// <summary>Good, Uncertain or Bad.</summary>
    public string Severity => (Code >> 30) switch
    {
        0 => "Good",
        1 => "Uncertain",
        _ => "Bad",
    };
}

/// <summary>Prints values the same way everywhere: instants in UTC with nine digits, doubles so that they read back.</summary>
internal static class Cells
{
    /// <summary>Words of a name in camel case, with a capital.</summary>
    public static string ToTitle(string name)
    {
        var title = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                title.Append(' ');
            }

            title.Append(title.Length == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
        }

        return title.ToString();
    }

    /// <summary>For a table.</summary>
    public static string ToText(object? value) => value switch
    {
        null => string.Empty,
        Instant { Nanoseconds: 0 } => "never",
        Instant instant => Timestamp.ToDateTimeOffset(instant.Nanoseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        QualityCode quality => quality.Code == 0 ? "Good" : $"{quality.Severity} {quality}",
        double number => double.IsNaN(number) ? "-" : number.ToString("G6", CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        string text => text,
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}={ToText(map[key])}")),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(ToText)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>For CSV, quoted where it must be.</summary>
    public static string ToCsv(object? value)
    {
        var text = value switch
        {
            null => string.Empty,
            Instant { Nanoseconds: 0 } => string.Empty,
            double number => Number(number),
            bool truth => truth ? "true" : "false",
            Instant or QualityCode => value.ToString()!,
            _ => ToText(value),
        };
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>For JSON; numbers that it can't hold become null.</summary>
    public static object? ToJson(object? value) => value switch
    {
        Instant { Nanoseconds: 0 } => null,
        Instant or QualityCode => value.ToString(),
        double number => double.IsFinite(number) ? number : null,
        _ => value,
    };

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
