using System.CommandLine;
using System.Globalization;
using System.Text;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs trace RUN</c>: what components were doing when in one replication, or where two runs begin to differ.</summary>
internal static class TraceRunCommand
{
    private static readonly Sheet<string[]> Spans = new Sheet<string[]>()
        .Column("component", row => row[0])
        .Column("server", row => int.Parse(row[1], CultureInfo.InvariantCulture))
        .Column("phase", row => row[2])
        .Column("part", row => row[3])
        .Column("startSeconds", row => double.Parse(row[4], CultureInfo.InvariantCulture))
        .Column("endSeconds", row => double.Parse(row[5], CultureInfo.InvariantCulture));

    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var arm = new Option<string?>("--arm") { Description = "Arm; the first one unless given.", HelpName = "NAME" };
        var replication = new Option<uint>("--replication") { Description = "Replication, from 0.", HelpName = "N" };
        var component = new Option<string?>("--component") { Description = "Only this component and those below it.", HelpName = "PATH" };
        var limit = new Option<int>("--limit") { Description = "At most so many rows; 0 = all.", DefaultValueFactory = _ => 0, HelpName = "N" };
        var against = new Option<string?>("--against") { Description = "Instead: the first replication and event from which another run differs.", HelpName = "RUN" };
        var command = new Command("trace", "Shows what components were doing when in one replication, or where two runs begin to differ.") { run, plant, arm, replication, component, limit, against };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            if (parsed.GetValue(against) is { } other)
            {
                return await FirstDifference.TellAsync(shell, parsed, client, name, await RunPlants.ResolveAsync(client, other, parsed.GetValue(plant), token), token);
            }

            var request = new ExportRunRequest { Name = name, What = RunExportKind.TraceCsv, Arm = parsed.GetValue(arm) ?? "", Replication = parsed.GetValue(replication) };
            var rows = (await ReadAsync(client, request, token)).Where(row => IsBelow(row[0], parsed.GetValue(component)));
            await shell.PrintAsync(parsed, Spans, parsed.GetValue(limit) is > 0 and var most ? rows.Take(most) : rows);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<IEnumerable<string[]>> ReadAsync(TwinGridClient client, ExportRunRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await new ScenarioClient(client).ExportAsync(request, bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
    }

    private static bool IsBelow(string path, string? component) =>
        component is null || path == component || path.StartsWith(component + ".", StringComparison.Ordinal);
}
