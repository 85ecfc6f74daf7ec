using System.Globalization;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Queries;

/// <summary>Compares numbers, texts and durations as a filter asks.</summary>
internal static class Comparator
{
    /// <summary>A test of numbers; <c>:</c> is equality. NaN matches nothing.</summary>
    public static Func<double, bool> OfNumber(string comparator, double value) => comparator switch
    {
        "=" or ":" => x => x == value,
        "!=" => x => x != value && !double.IsNaN(x),
        "<" => x => x < value,
        "<=" => x => x <= value,
        ">" => x => x > value,
        _ => x => x >= value,
    };

    /// <summary>
    /// A test of texts, ordinal: <c>=</c> and <c>!=</c> with <c>*</c> for any characters, <c>:</c> contains whatever the case and <c>:*</c> is not empty.
    /// </summary>
    public static Func<string, bool> OfText(string comparator, string value) => comparator switch
    {
        "=" => value.Contains('*', StringComparison.Ordinal) ? x => Glob(value, x) : x => x == value,
        "!=" => value.Contains('*', StringComparison.Ordinal) ? x => !Glob(value, x) : x => x != value,
        ":" when value == "*" => x => x.Length > 0,
        ":" when value.Contains('*', StringComparison.Ordinal) => x => Glob(value, x),
        ":" => x => x.Contains(value, StringComparison.OrdinalIgnoreCase),
        "<" => x => string.CompareOrdinal(x, value) < 0,
        "<=" => x => string.CompareOrdinal(x, value) <= 0,
        ">" => x => string.CompareOrdinal(x, value) > 0,
        _ => x => string.CompareOrdinal(x, value) >= 0,
    };

    /// <summary>A number as people write it.</summary>
    public static bool TryNumber(FilterValue value, out double number) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && !value.IsQuoted;

    /// <summary>A duration such as <c>1.5s</c>, <c>500ms</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, in ns.</summary>
    public static bool TryDuration(string text, out double nanoseconds)
    {
        foreach (var (suffix, unit) in new[] { ("ms", 1e6), ("us", 1e3), ("ns", 1.0), ("s", 1e9), ("m", 60e9), ("h", 3_600e9), ("d", 86_400e9) })
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
                && double.IsFinite(count))
            {
                nanoseconds = count * unit;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }

    /// <summary>Age of a value; one that never came is infinitely old.</summary>
    public static double AgeNs(long nowNs, long timeNs) => timeNs == long.MinValue ? double.PositiveInfinity : (double)nowNs - timeNs;

    /// <summary>The severity of a status code by name.</summary>
    public static string SeverityOf(uint quality) => Quality.IsGood(quality) ? "good" : Quality.IsUncertain(quality) ? "uncertain" : "bad";

    // Two fingers: the last star may swallow one character more whenever the rest does not fit. Never worse than length times length.
    private static bool Glob(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
