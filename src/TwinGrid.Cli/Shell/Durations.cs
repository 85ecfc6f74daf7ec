using System.CommandLine;
using System.Globalization;

namespace TwinGrid.Cli.Shell;

/// <summary>Durations on the command line: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class Durations
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        foreach (var (suffix, seconds) in Units)
        {
            if (text is not null && text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * seconds <= TimeSpan.MaxValue.TotalSeconds / 2)
            {
                duration = TimeSpan.FromSeconds(number * seconds);
                return true;
            }
        }

        return false;
    }

    /// <summary>The duration of a flag that was checked.</summary>
    public static TimeSpan Of(string text) => TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is no duration.");

    /// <summary>Makes a flag take durations only.</summary>
    public static void Check(Option option) => option.Validators.Add(result =>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : null;
        if (text is not null && !TryParse(text, out _))
        {
            result.AddError($"{option.Name} '{text}' is no duration; expected e.g. 250ms, 30s, 5m, 2h, 7d.");
        }
    });
}
