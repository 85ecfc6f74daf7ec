using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.Alarms;

/// <summary><c>twingrid alarms list|ack|shelve|unshelve</c> (ISA-18.2).</summary>
internal static class AlarmsCommand
{
    private const uint LongestShelvingMinutes = 1440;

    private static readonly Sheet<Alarm> Sheet = new Sheet<Alarm>()
        .Column("name", alarm => alarm.Name)
        .Column("state", alarm => State(alarm.State))
        .Column("priority", alarm => alarm.Priority)
        .Column("kind", alarm => alarm.Kind)
        .Column("signal", alarm => alarm.Signal)
        .Column("value", alarm => alarm.Value)
        .Column("limit", alarm => alarm.Limit)
        .Column("unit", alarm => alarm.Unit)
        .Column("raisedAt", alarm => new Instant(alarm.RaisedAt))
        .Column("message", alarm => alarm.Message)
        .DataColumn("active", alarm => alarm.Active)
        .DataColumn("clearedAt", alarm => new Instant(alarm.ClearedAt))
        .DataColumn("acknowledgedAt", alarm => new Instant(alarm.AcknowledgedAt))
        .DataColumn("acknowledgedBy", alarm => alarm.AcknowledgedBy)
        .DataColumn("comment", alarm => alarm.Comment)
        .DataColumn("shelvedUntil", alarm => new Instant(alarm.ShelvedUntil));

    public static Command Create(CliShell shell) => new("alarms", "Lists, acknowledges and shelves alarms.")
    {
        List(shell), Acknowledge(shell), Shelve(shell), Unshelve(shell),
    };

    private static Command List(CliShell shell)
    {
        var parent = new Option<string>("--parent") { Description = "A plant, a line or an asset; plants/- for all.", DefaultValueFactory = _ => "plants/-", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Normal and shelved ones too." };
        var command = new Command("list", "Shows alarms that are active or not acknowledged.") { parent, all };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new ListAlarmsRequest
            {
                Parent = parsed.GetRequiredValue(parent), IncludeNormal = parsed.GetValue(all), IncludeShelved = parsed.GetValue(all), PageSize = 500,
            };
            await shell.PrintAsync(parsed, Sheet, await client.ListAlarmsAsync(request, token).ToListAsync(token));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Acknowledge(CliShell shell)
    {
        var (name, by, comment) = Flags(shell);
        var command = new Command("ack", "Acknowledges an alarm.") { name, by, comment };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new AcknowledgeAlarmRequest { Name = parsed.GetRequiredValue(name), By = parsed.GetRequiredValue(by), Comment = parsed.GetValue(comment) ?? string.Empty };
            await shell.PrintAsync(parsed, Sheet, [await client.Twins.AcknowledgeAlarmAsync(request, cancellationToken: token)]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Shelve(CliShell shell)
    {
        var (name, by, comment) = Flags(shell);
        var last = new Option<string>("--for") { Description = "How long, 1 minute to 24 hours.", DefaultValueFactory = _ => "8h", HelpName = "DURATION" };
        last.Validators.Add(result =>
        {
            if (!Durations.TryParse(result.GetValueOrDefault<string>(), out var time) || time.TotalMinutes is < 1 or > LongestShelvingMinutes)
            {
                result.AddError($"--for '{result.GetValueOrDefault<string>()}' is no time from 1m to 24h.");
            }
        });
        var command = new Command("shelve", "Silences an alarm for a while.") { name, by, comment, last };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new ShelveAlarmRequest
            {
                Name = parsed.GetRequiredValue(name), By = parsed.GetRequiredValue(by), Comment = parsed.GetValue(comment) ?? string.Empty,
                Minutes = (uint)Math.Ceiling(Durations.Of(parsed.GetRequiredValue(last)).TotalMinutes),
            };
            await shell.PrintAsync(parsed, Sheet, [await client.Twins.ShelveAlarmAsync(request, cancellationToken: token)]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Unshelve(CliShell shell)
    {
        var (name, by, _) = Flags(shell);
        var command = new Command("unshelve", "Ends the shelving of an alarm.") { name, by };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new UnshelveAlarmRequest { Name = parsed.GetRequiredValue(name), By = parsed.GetRequiredValue(by) };
            await shell.PrintAsync(parsed, Sheet, [await client.Twins.UnshelveAlarmAsync(request, cancellationToken: token)]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static (Argument<string> Name, Option<string> By, Option<string?> Comment) Flags(CliShell shell) => (
        new Argument<string>("ALARM") { Description = "The alarm's name, as list shows it." },
        new Option<string>("--by") { Description = "Who does it; default the user of this machine.", DefaultValueFactory = _ => shell.Console.Environment("USER") ?? "operator", HelpName = "NAME" },
        new Option<string?>("--comment") { Description = "Why.", HelpName = "TEXT" });

    private static string State(AlarmState state) => state switch
    {
        AlarmState.Normal => "normal",
        AlarmState.Unacknowledged => "unacknowledged",
        AlarmState.Acknowledged => "acknowledged",
        AlarmState.ReturnedUnacknowledged => "returned-unacknowledged",
        AlarmState.Shelved => "shelved",
        _ => "unknown",
    };
}
