using System.Globalization;

namespace TwinGrid.Model.Definitions;

/// <summary>Byte counts as people write them: <c>500MB</c>, <c>10GiB</c>, <c>4096</c>.</summary>
public static class SizeText
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "bytes, or a number and one of kB, MB, GB, TB (powers of 1000), KiB, MiB, GiB, TiB (powers of 1024)";

    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000), ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000),
        ("KiB", 1L << 10), ("kB", 1_000),
    ];

    /// <summary>Reads a size of 0 to 2^53 bytes. False for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        var unit = 1L;
        foreach (var (suffix, size) in Units)
        {
            if (text.EndsWith(suffix))
            {
                unit = size;
                text = text[..^suffix.Length].TrimEnd();
                break;
            }
        }

        bytes = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1L << 53 ||
            number * unit > 1L << 53)
        {
            return false;
        }

        bytes = (long)(number * unit);
        return true;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back.</summary>
    public static string Format(long bytes)
    {
        foreach (var (suffix, size) in Units)
        {
            if (bytes > 0 && bytes % size == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{suffix}");
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
