using System.CommandLine;
using TwinGrid.Client;

namespace TwinGrid.Cli.Shell;

/// <summary>What every command needs: the console, the common flags, a client.</summary>
internal sealed class CliShell(CliConsole console, CommonFlags flags)
{
    public CliConsole Console => console;

    public TwinGridClient Connect(ParseResult parsed) => new(
        new Uri(parsed.GetRequiredValue(flags.Endpoint)),
        new TwinGridClientOptions
        {
            BearerToken = parsed.GetValue(flags.Token), Deadline = Durations.Of(parsed.GetRequiredValue(flags.Timeout)), TimeProvider = console.Clock,
        });

    public OutputFormat Format(ParseResult parsed) => parsed.GetValue(flags.Output);

    public string Endpoint(ParseResult parsed) => parsed.GetRequiredValue(flags.Endpoint);

    /// <summary>Prints rows as asked.</summary>
    public Task PrintAsync<T>(ParseResult parsed, Sheet<T> sheet, IEnumerable<T> rows) => sheet.PrintAsync(console, Format(parsed), rows);
}
