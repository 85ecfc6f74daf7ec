using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Connectors.Replay;
using TwinGrid.V1;

namespace TwinGrid.Cli.Replays;

/// <summary><c>twingrid replay</c>: recorded CSV files through the ordinary ingest path.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliShell shell)
    {
        var flags = new ReplayFlags();
        var command = new Command("replay", "Streams recorded CSV files into a plant.")
        {
            flags.Files, flags.Plant, flags.Producer, flags.Map, flags.State, flags.Speed, flags.Durability, flags.ConnectTimeout, flags.GiveUpAfter,
        };
        command.SetAction((parsed, token) => RunAsync(shell, parsed, flags, token));
        return command;
    }

    private static async Task<int> RunAsync(CliShell shell, ParseResult parsed, ReplayFlags flags, CancellationToken cancellationToken)
    {
        var map = ReplayMapReader.ReadFile(parsed.GetRequiredValue(flags.Map));
        var files = parsed.GetRequiredValue(flags.Files);
        if (Array.Find(files, file => !File.Exists(file)) is { } missing)
        {
            throw new CliException($"There is no file {missing}.");
        }

        using var client = shell.Connect(parsed);
        var summary = await ReplayProgressBar.RunAsync(
            shell.Console,
            progress => new CsvReplay(client, flags.Read(parsed, shell, progress)).RunAsync(map, files, cancellationToken));
        await (shell.Format(parsed) == OutputFormat.Json ? JsonAsync(shell, summary) : TextAsync(shell, summary));
        return summary.Rejected.Count > 0 ? ExitCodes.SomeRejected : ExitCodes.Ok;
    }

    private static Task JsonAsync(CliShell shell, ReplaySummary summary) => shell.Console.Out.WriteLineAsync(
        $$"""{"sent":{{summary.Sent}},"acked":{{summary.Acked}},"rejected":{{JsonSerializer.Serialize(summary.Rejected)}},"seconds":{{Seconds(summary)}}}""");

    private static async Task TextAsync(CliShell shell, ReplaySummary summary)
    {
        var rate = summary.Elapsed > TimeSpan.Zero ? summary.Acked / summary.Elapsed.TotalSeconds : 0;
        await shell.Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{summary.Acked} samples acked of {summary.Sent} sent in {Seconds(summary)} s ({rate:N0}/s)"));
        foreach (var (code, count) in summary.Rejected)
        {
            await shell.Console.Out.WriteLineAsync($"{count} rejected: {code}");
        }

        if (summary.Skipped > 0)
        {
            await shell.Console.Out.WriteLineAsync($"{summary.Skipped} were there already");
        }

        if (summary.BadRows > 0)
        {
            await shell.Console.Out.WriteLineAsync($"{summary.BadRows} rows could not be read and were passed over");
        }
    }

    private static string Seconds(ReplaySummary summary) => summary.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
