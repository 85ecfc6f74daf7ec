using System.Globalization;

namespace TwinGrid.Client;

/// <summary>Instants as the wire has them: nanoseconds since 1970-01-01T00:00:00Z, years 1677 to 2262.</summary>
public static class Timestamp
{
    /// <summary>Nanoseconds of one second.</summary>
    public const long NanosecondsPerSecond = 1_000_000_000;

    private const long NanosecondsPerTick = 100;

    /// <summary>The instant in nanoseconds.</summary>
    /// <exception cref="OverflowException">Outside the years 1677 to 2262.</exception>
    public static long From(DateTimeOffset instant) => checked((instant.UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick);

    /// <summary>Now, by the given clock.</summary>
    public static long Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return From(clock.GetUtcNow());
    }

    /// <summary>The instant, rounded down to 100 ns.</summary>
    public static DateTimeOffset ToDateTimeOffset(long nanoseconds) =>
        new(DateTime.UnixEpoch.Ticks + FloorDivide(nanoseconds, NanosecondsPerTick), TimeSpan.Zero);

    /// <summary>ISO 8601 in UTC with all nine digits of the second: <c>2020-02-08T13:30:47.000000000Z</c>.</summary>
    public static string Format(long nanoseconds)
    {
        var seconds = FloorDivide(nanoseconds, NanosecondsPerSecond);
        var fraction = nanoseconds - (seconds * NanosecondsPerSecond);
        var instant = DateTime.UnixEpoch.AddSeconds(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{instant:yyyy-MM-ddTHH:mm:ss}.{fraction:D9}Z");
    }

    /// <summary>
    /// Reads ISO 8601: a date, or date and time with up to nine digits of the second and <c>Z</c> or an offset; without either it is UTC.
    /// Only digits that are zero may follow the ninth.
    /// </summary>
    public static bool TryParse(string? text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var (whole, fraction) = CutFraction(text.Trim());
        if (fraction < 0 || !DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return false;
        }

        var seconds = instant.ToUnixTimeSeconds();
        if (seconds is < -9_223_372_036 or > 9_223_372_035 || whole.Length < 10 || whole[4] != '-')
        {
            return false;
        }

        nanoseconds = (seconds * NanosecondsPerSecond) + fraction;
        return true;
    }

    /// <summary>Takes the digits after the point out: they go beyond the 100 ns that the framework reads. -1 when they are none.</summary>
    private static (string Whole, long Fraction) CutFraction(string text)
    {
        var point = text.IndexOfAny(['.', ',']);
        if (point < 0)
        {
            return (text, 0);
        }

        var end = point + 1;
        long fraction = 0;
        var digits = 0;
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++, digits++)
        {
            if (digits < 9)
            {
                fraction = (fraction * 10) + (text[end] - '0');
            }
            else if (text[end] != '0')
            {
                return (text, -1);
            }
        }

        for (var i = digits; i < 9; i++)
        {
            fraction *= 10;
        }

        return (string.Concat(text.AsSpan(0, point), text.AsSpan(end)), digits == 0 ? -1 : fraction);
    }

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
