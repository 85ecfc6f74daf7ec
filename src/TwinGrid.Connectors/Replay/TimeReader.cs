using System.Globalization;
using TwinGrid.Client;

namespace TwinGrid.Connectors.Replay;

/// <summary>Reads source times of one format and zone, to the nanosecond.</summary>
internal sealed class TimeReader
{
    /// <summary>Names of the formats that are not .NET ones.</summary>
    public static readonly IReadOnlyList<string> NamedFormats = ["iso8601", "unix-s", "unix-ms", "unix-us", "unix-ns"];

    private readonly TimeColumn column;
    private readonly TimeZoneInfo zone;
    private readonly decimal unixNanoseconds;
    private readonly bool hasOffset;

    public TimeReader(TimeColumn column)
    {
        this.column = column;
        zone = FindZone(column.Zone) ?? throw new ArgumentException($"'{column.Zone}' is no IANA zone and no offset.", nameof(column));
        unixNanoseconds = column.Format switch
        {
            "unix-s" => 1_000_000_000,
            "unix-ms" => 1_000_000,
            "unix-us" => 1_000,
            "unix-ns" => 1,
            _ => 0,
        };
        hasOffset = column.Format.Contains('z', StringComparison.Ordinal) || column.Format.Contains('K', StringComparison.Ordinal);
    }

    /// <summary>The zone of an IANA name or an offset; null when there is none.</summary>
    public static TimeZoneInfo? FindZone(string name)
    {
        if (name.Length > 1 && name[0] is '+' or '-')
        {
            return TimeSpan.TryParseExact(name[1..], ["hh\\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
                ? TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name)
                : null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    /// <summary>Whether a text is a .NET format that has at least a year or a day in it.</summary>
    public static bool IsFormat(string format)
    {
        if (NamedFormats.Contains(format))
        {
            return true;
        }

        try
        {
            var sample = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Unspecified);
            var text = sample.ToString(format, CultureInfo.InvariantCulture);
            return format.Contains('y', StringComparison.Ordinal)
                && DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Reads one time.</summary>
    /// <exception cref="FormatException">Names the text and what is expected.</exception>
    public long Read(string text)
    {
        if (unixNanoseconds != 0)
        {
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && Math.Abs(number) < long.MaxValue / unixNanoseconds
                ? (long)decimal.Floor(number * unixNanoseconds)
                : throw new FormatException($"'{text}' is no time in {column.Format}.");
        }

        return column.Format == "iso8601" ? ReadIso(text) : ReadExact(text);
    }

    private long ReadIso(string text)
    {
        if (!Timestamp.TryParse(text, out var nanoseconds))
        {
            throw new FormatException($"'{text}' is no ISO 8601 time.");
        }

        return CarriesOffset(text) ? nanoseconds : ToUtc(nanoseconds, text);
    }

    private long ReadExact(string text)
    {
        if (hasOffset)
        {
            return DateTimeOffset.TryParseExact(text, column.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? Timestamp.From(instant)
                : throw new FormatException($"'{text}' is no time of the format '{column.Format}'.");
        }

        return DateTime.TryParseExact(text, column.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? ToUtc(Timestamp.From(new DateTimeOffset(local.Ticks, TimeSpan.Zero)), text)
            : throw new FormatException($"'{text}' is no time of the format '{column.Format}'.");
    }

    /// <summary>Takes the local time's offset away; the fraction below 100 ns stays.</summary>
    private long ToUtc(long localNanoseconds, string text)
    {
        var local = DateTime.SpecifyKind(Timestamp.ToDateTimeOffset(localNanoseconds).DateTime, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            throw new FormatException($"'{text}' does not exist in {column.Zone}: clocks go forward over it.");
        }

        var offset = zone.IsAmbiguousTime(local)
            ? column.LaterWhenAmbiguous ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return localNanoseconds - (offset.Ticks * 100);
    }

    private static bool CarriesOffset(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.EndsWith("Z", StringComparison.OrdinalIgnoreCase) || (trimmed.Length > 11 && trimmed[10..].IndexOfAny('+', '-') >= 0);
    }
}
