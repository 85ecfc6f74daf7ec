using System.Globalization;

namespace TwinGrid.Model.Definitions;

/// <summary>Durations as people write them: <c>100ms</c>, <c>30s</c>, <c>5m</c>, <c>8h</c>, <c>7d</c>, <c>1h30m</c>, <c>0.25s</c>.</summary>
public static class DurationText
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "a number and one of us, ms, s, m, h, d, such as 30s, 5m or 1h30m";

    /// <summary>Longest duration: 36 500 days.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(36_500);

    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond), ("m", TimeSpan.TicksPerMinute),
        ("us", TimeSpan.TicksPerMicrosecond), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Reads a duration from 0 to <see cref="Max"/>, rounded to 100 ns. False for anything else, a bare number too.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (!TryTicks(text, out var ticks) || ticks > Max.Ticks)
        {
            return false;
        }

        duration = new TimeSpan((long)decimal.Round(ticks));
        return true;
    }

    /// <summary>Whether a text would be a duration, were it not longer than <see cref="Max"/>.</summary>
    public static bool IsTooLong(ReadOnlySpan<char> text) => TryTicks(text, out var ticks) && ticks > Max.Ticks;

    private static bool TryTicks(ReadOnlySpan<char> text, out decimal ticks)
    {
        ticks = 0m;
        if (text.IsEmpty)
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits is <= 0 or > 15 ||
                !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ||
                !TryUnit(text[digits..], out var length, out var unit))
            {
                return false;
            }

            // Far beyond the longest; so that no sum can leave the range of a decimal.
            ticks = Math.Min(ticks + (number * unit), 1e24m);
            text = text[(digits + length)..];
        }

        return true;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back: in the largest unit that gives a whole number.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        foreach (var (suffix, ticks) in Units.OrderByDescending(u => u.Ticks))
        {
            if (duration.Ticks % ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{suffix}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerMicrosecond}us");
    }

    private static bool TryUnit(ReadOnlySpan<char> text, out int length, out long ticks)
    {
        foreach (var (suffix, unit) in Units)
        {
            if (text.StartsWith(suffix))
            {
                (length, ticks) = (suffix.Length, unit);
                return true;
            }
        }

        (length, ticks) = (0, 0);
        return false;
    }
}
