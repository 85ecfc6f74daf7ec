using System.CommandLine;
using TwinGrid.Client;

namespace TwinGrid.Cli.Shell;

/// <summary>Instants on the command line: ISO 8601, <c>now</c>, or a duration: so long ago.</summary>
internal static class Instants
{
    public static bool TryParse(string text, TimeProvider clock, out long nanoseconds)
    {
        if (text == "now")
        {
            nanoseconds = Timestamp.Now(clock);
            return true;
        }

        if (Durations.TryParse(text, out var ago))
        {
            nanoseconds = Timestamp.Now(clock) - (ago.Ticks * 100);
            return true;
        }

        return Timestamp.TryParse(text, out nanoseconds);
    }

    /// <summary>A flag that takes an instant.</summary>
    public static Option<string?> Flag(string name, string description, TimeProvider clock)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !TryParse(result.Tokens[^1].Value, clock, out _))
            {
                result.AddError($"{name} '{result.Tokens[^1].Value}' is no time; expected ISO 8601 (2020-02-08T13:30:47Z), now, or a duration ago (1h).");
            }
        });
        return option;
    }

    /// <summary>The instant of a flag that was checked; null when it was not given.</summary>
    public static long? Of(string? text, TimeProvider clock) => text is not null && TryParse(text, clock, out var nanoseconds) ? nanoseconds : null;
}
