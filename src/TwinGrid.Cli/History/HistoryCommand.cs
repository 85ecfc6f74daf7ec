using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.History;

/// <summary><c>twingrid history ASSET --signal S --from T --to T</c>, and <c>history export</c>.</summary>
internal static class HistoryCommand
{
    public static Command Create(CliShell shell)
    {
        var flags = new HistoryFlags(shell.Console.Clock);
        var asset = new Argument<string>("ASSET") { Description = "The asset's resource name, or its id if that is unique." };
        var command = new Command("history", "Reads recorded samples, or windows of them.") { asset };
        flags.AddTo(command);
        command.Add(ExportCommand.Create(shell));
        command.SetAction(async (parsed, token) =>
        {
            var request = flags.Read(parsed, parsed.GetRequiredValue(asset), shell.Console.Clock);
            using var client = shell.Connect(parsed);
            await (request.Aggregations.Count > 0 ? WindowsAsync(shell, parsed, client, request, token) : SamplesAsync(shell, parsed, client, request, token));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task SamplesAsync(CliShell shell, ParseResult parsed, TwinGridClient client, ReadHistoryRequest request, CancellationToken cancellationToken)
    {
        var sheet = new Sheet<HistorySample>();
        if (request.Series.Count > 1)
        {
            sheet.Column("signal", sample => request.Series[sample.Series].Signal);
        }

        sheet.Column("time", sample => new Instant(sample.Time))
            .Column("value", sample => sample.Text ?? (object)sample.Value)
            .Column("quality", sample => new QualityCode(sample.Quality));
        if (parsed.GetValue<bool>("--commit-index"))
        {
            sheet.Column("commitIndex", sample => sample.CommitIndex);
        }

        await StreamAsync(shell, parsed, sheet, client.ReadSamplesAsync(request, cancellationToken), cancellationToken);
    }

    private static async Task WindowsAsync(CliShell shell, ParseResult parsed, TwinGridClient client, ReadHistoryRequest request, CancellationToken cancellationToken)
    {
        var sheet = new Sheet<HistoryWindow>();
        if (request.Series.Count > 1)
        {
            sheet.Column("signal", window => request.Series[window.Series].Signal);
        }

        sheet.Column("time", window => new Instant(window.Start));
        for (var i = 0; i < request.Aggregations.Count; i++)
        {
            var column = i;
            sheet.Column(HistoryFlags.NameOf(request.Aggregations[i]), window => window.Values[column]);
        }

        await StreamAsync(shell, parsed, sheet, client.ReadWindowsAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>CSV goes out as it comes, whatever its length; the other formats are for what fits a screen or a script's memory.</summary>
    private static async Task StreamAsync<T>(CliShell shell, ParseResult parsed, Sheet<T> sheet, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        if (shell.Format(parsed) != OutputFormat.Csv)
        {
            await shell.PrintAsync(parsed, sheet, await rows.ToListAsync(cancellationToken));
            return;
        }

        await using var enumerator = rows.GetAsyncEnumerator(cancellationToken);
        var more = await enumerator.MoveNextAsync(); // a refusal prints no header
        await shell.Console.Out.WriteLineAsync(sheet.CsvHeader);
        for (; more; more = await enumerator.MoveNextAsync())
        {
            await shell.Console.Out.WriteLineAsync(sheet.ToCsv(enumerator.Current));
        }
    }
}
