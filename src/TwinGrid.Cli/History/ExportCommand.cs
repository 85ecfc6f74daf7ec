using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.History;

/// <summary><c>twingrid history export</c>: many series into one Parquet or CSV file.</summary>
internal static class ExportCommand
{
    /// <summary>Series in one read, the server's limit.</summary>
    private const int SeriesAtOnce = 100;

    public static Command Create(CliShell shell)
    {
        var clock = shell.Console.Clock;
        var file = new Option<string>("--file", "-f") { Description = "File to write: .parquet or .csv.", Required = true, HelpName = "FILE" };
        file.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Path.GetExtension(result.Tokens[^1].Value) is not (".parquet" or ".csv"))
            {
                result.AddError($"--file '{result.Tokens[^1].Value}' ends with neither .parquet nor .csv.");
            }
        });
        var parent = new Option<string>("--parent") { Description = "Assets of this plant or line.", Required = true, HelpName = "NAME" };
        var filter = new Option<string?>("--filter") { Description = "Only assets that match (AIP-160).", HelpName = "EXPRESSION" };
        var signals = new Option<string[]>("--signal", "-s") { Description = "Only these signals; default all.", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };
        var from = Instants.Flag("--from", "Start, inclusive; default everything.", clock);
        var to = Instants.Flag("--to", "End, exclusive; default now.", clock);
        var asOf = new Option<ulong>("--as-of") { Description = "Only what was committed up to this commit index.", HelpName = "N" };
        var command = new Command("export", "Writes recorded samples into a Parquet or CSV file.") { file, parent, filter, signals, from, to, asOf };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var only = (parsed.GetValue(signals) ?? []).ToHashSet(StringComparer.Ordinal);
            var series = await FindAsync(client, parsed.GetRequiredValue(parent), parsed.GetValue(filter) ?? string.Empty, only, token);
            if (series.Count == 0)
            {
                throw new CliException("No asset has such a signal.");
            }

            var span = new ReadHistoryRequest
            {
                From = Instants.Of(parsed.GetValue(from), clock) ?? 0, To = Instants.Of(parsed.GetValue(to), clock) ?? Timestamp.Now(clock), AsOfCommitIndex = parsed.GetValue(asOf),
            };
            var count = await WriteAsync(client, series, span, parsed.GetRequiredValue(file), shell.Console, token);
            await shell.Console.Error.WriteLineAsync($"{count} samples of {series.Count} series written to {parsed.GetRequiredValue(file)}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<List<(HistorySeries Series, string Unit)>> FindAsync(
        TwinGridClient client, string parent, string filter, HashSet<string> only, CancellationToken cancellationToken)
    {
        var series = new List<(HistorySeries, string)>();
        var request = new ListAssetsRequest { Parent = parent, Filter = filter, PageSize = 200, Signals = { only } };
        await foreach (var asset in client.ListAssetsAsync(request, cancellationToken))
        {
            series.AddRange(asset.Signals.Where(signal => only.Count == 0 || only.Contains(signal.Signal))
                .Select(signal => (new HistorySeries { Asset = asset.Name, Signal = signal.Signal }, signal.Unit)));
        }

        return series;
    }

    /// <summary>Writes beside the file and moves it there at the end: a broken export leaves no half file under its name.</summary>
    private static async Task<long> WriteAsync(
        TwinGridClient client, List<(HistorySeries Series, string Unit)> series, ReadHistoryRequest span, string path, CliConsole console, CancellationToken cancellationToken)
    {
        var partial = path + ".partial";
        long count = 0;
        await using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        await using (IExportFile file = path.EndsWith(".csv", StringComparison.Ordinal) ? new CsvExportFile(stream) : await ParquetExportFile.CreateAsync(stream, cancellationToken))
        {
            await LongWork.RunAsync(console, "export", series.Count, async tick =>
            {
                foreach (var chunk in series.Chunk(SeriesAtOnce))
                {
                    var request = span.Clone();
                    request.Series.AddRange(chunk.Select(item => item.Series));
                    await foreach (var sample in client.ReadSamplesAsync(request, cancellationToken))
                    {
                        var (source, unit) = chunk[sample.Series];
                        await file.AddAsync(new ExportRow(source.Asset, source.Signal, unit, sample.Time, sample.Value, sample.Text, sample.Quality, sample.CommitIndex), cancellationToken);
                        count++;
                    }

                    tick(chunk.Length);
                }
            });
        }

        File.Move(partial, path, overwrite: true);
        return count;
    }
}
