using System.Globalization;
using System.Net;

namespace TwinGrid.Host.Options;

/// <summary>Readers of flag values; each names the value and what is allowed.</summary>
internal static class FlagReaders
{
    private const int MaxWorkers = 1_024;

    public static string Text(string text) => text;

    public static bool Boolean(string text) => bool.TryParse(text, out var value)
        ? value
        : throw new FormatException($"'{text}' is neither true nor false.");

    public static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
        ? port
        : throw new FormatException($"'{text}' is no port; 0 (any free one) to 65535.");

    public static int Workers(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers <= MaxWorkers
        ? workers
        : throw new FormatException($"'{text}' is no number of threads; 0 (one fewer than there are processors) to {MaxWorkers}.");

    public static IPAddress Address(string text) =>
        text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new FormatException($"'{text}' is no IP address.");

    /// <summary><c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>8h</c> or <c>7d</c>.</summary>
    public static TimeSpan Duration(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789.");
        var number = text.AsSpan(0, text.Length - unit.Length);
        double? seconds = unit switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86400,
            _ => null,
        };
        return seconds is { } factor && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? TimeSpan.FromSeconds(value * factor)
            : throw new FormatException($"'{text}' is no duration; write for example 250ms, 30s, 5m, 8h or 7d.");
    }

    public static TimeSpan? OptionalDuration(string text) => Duration(text);

    /// <summary>One of a few words.</summary>
    public static Flag.Reader<T> OneOf<T>(params (string Word, T Value)[] choices) => text =>
    {
        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw new FormatException($"'{text}' is not allowed; one of {string.Join(", ", choices.Select(c => c.Word))}.");
    };
}
