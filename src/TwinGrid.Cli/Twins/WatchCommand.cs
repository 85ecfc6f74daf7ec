using System.CommandLine;
using Grpc.Core;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.V1;

namespace TwinGrid.Cli.Twins;

/// <summary><c>twingrid watch NAME</c>: changes as they come, a line each; with <c>-o json</c> an object a line.</summary>
internal static class WatchCommand
{
    private static readonly Sheet<(string Name, SignalState Signal, ulong Missed)> Changes = new Sheet<(string Name, SignalState Signal, ulong Missed)>()
        .Column("name", row => row.Name)
        .Column("signal", row => row.Signal.Signal)
        .Column("value", row => SignalText.Plain(row.Signal.Value))
        .Column("unit", row => row.Signal.Unit)
        .Column("sourceTime", row => new Instant(row.Signal.SourceTime))
        .Column("quality", row => new QualityCode(row.Signal.Quality))
        .Column("missed", row => row.Missed);

    private static readonly Sheet<Event> Events = new Sheet<Event>()
        .Column("time", happened => new Instant(happened.Time))
        .Column("kind", happened => happened.Kind)
        .Column("subject", happened => happened.Subject)
        .Column("message", happened => happened.Message)
        .Column("attributes", happened => happened.Attributes.ToDictionary())
        .Column("commitIndex", happened => happened.CommitIndex);

    public static Command Create(CliShell shell)
    {
        var name = new Argument<string>("NAME") { Description = "A plant or a line, as resource name." };
        var filter = new Option<string?>("--filter") { Description = "Only assets that match (AIP-160).", HelpName = "EXPRESSION" };
        var signals = new Option<string[]>("--signal") { Description = "Only these signals.", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };
        var events = new Option<bool>("--events") { Description = "The plant's events instead of its values: alarms, definitions, losses." };
        var interval = new Option<string>("--interval") { Description = "Changes of an asset come at most this often.", DefaultValueFactory = _ => "500ms", HelpName = "DURATION" };
        var last = new Option<string?>("--for") { Description = "End after this long; without it, at Ctrl+C.", HelpName = "DURATION" };
        Durations.Check(interval);
        Durations.Check(last);
        var command = new Command("watch", "Shows changes as they come.") { name, filter, signals, events, interval, last };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
            using var timer = parsed.GetValue(last) is { } text ? new CancellationTokenSource(Durations.Of(text), shell.Console.Clock) : null;
            using var registration = timer?.Token.Register(end.Cancel) ?? default;
            try
            {
                await (parsed.GetValue(events)
                    ? WatchEventsAsync(shell, parsed, client, parsed.GetRequiredValue(name), end.Token)
                    : WatchValuesAsync(shell, parsed, client, new WatchAssetsRequest
                    {
                        Parent = parsed.GetRequiredValue(name),
                        Filter = parsed.GetValue(filter) ?? string.Empty,
                        Signals = { parsed.GetValue(signals) ?? [] },
                        MinIntervalMs = (uint)Durations.Of(parsed.GetRequiredValue(interval)).TotalMilliseconds,
                    }, end.Token));
            }
            catch (Exception error) when (end.IsCancellationRequested && error is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            {
                // told to end
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task WatchValuesAsync(CliShell shell, ParseResult parsed, TwinGridClient client, WatchAssetsRequest request, CancellationToken cancellationToken)
    {
        await HeaderAsync(shell, parsed, Changes);
        using var call = client.Twins.WatchAssets(request, cancellationToken: cancellationToken);
        await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            foreach (var change in answer.Changes)
            {
                if (change.Left)
                {
                    await shell.Console.Error.WriteLineAsync($"{change.Name} left the watch.");
                }

                foreach (var signal in change.Signals)
                {
                    await LineAsync(shell, parsed, Changes, (change.Name, signal, change.Missed), row =>
                        $"{Cells.ToText(new Instant(signal.SourceTime))}  {row.Name}  {signal.Signal} = {SignalText.WithUnit(signal)}{Doubt(signal.Quality)}{(row.Missed > 0 ? $"  ({row.Missed} between)" : "")}");
                }
            }
        }
    }

    private static async Task WatchEventsAsync(CliShell shell, ParseResult parsed, TwinGridClient client, string plant, CancellationToken cancellationToken)
    {
        await HeaderAsync(shell, parsed, Events);
        using var call = client.Twins.WatchPlant(new WatchPlantRequest { Name = plant, Events = true }, cancellationToken: cancellationToken);
        await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (answer.Event is { } happened)
            {
                await LineAsync(shell, parsed, Events, happened, row => $"{Cells.ToText(new Instant(row.Time))}  {row.Kind}  {row.Subject}  {row.Message}");
            }
        }
    }

    private static Task HeaderAsync<T>(CliShell shell, ParseResult parsed, Sheet<T> sheet) =>
        shell.Format(parsed) == OutputFormat.Csv ? shell.Console.Out.WriteLineAsync(sheet.CsvHeader) : Task.CompletedTask;

    private static async Task LineAsync<T>(CliShell shell, ParseResult parsed, Sheet<T> sheet, T row, Func<T, string> text)
    {
        await shell.Console.Out.WriteLineAsync(shell.Format(parsed) switch
        {
            OutputFormat.Json => sheet.ToJson(row),
            OutputFormat.Csv => sheet.ToCsv(row),
            _ => text(row),
        });
        await shell.Console.Out.FlushAsync();
    }

    private static string Doubt(uint quality) => quality == 0 ? string.Empty : $"  [{Cells.ToText(new QualityCode(quality))}]";
}
