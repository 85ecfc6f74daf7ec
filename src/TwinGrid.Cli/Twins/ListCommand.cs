using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.Twins;

/// <summary><c>twingrid list plants|lines|assets|definitions</c>.</summary>
internal static class ListCommand
{
    private static readonly Sheet<Definition> Definitions = new Sheet<Definition>()
        .Column("name", definition => $"plants/{definition.Plant}")
        .Column("version", definition => definition.Version)
        .Column("appliedAt", definition => new Instant(definition.AppliedAt))
        .Column("appliedBy", definition => definition.AppliedBy)
        .Column("retired", definition => definition.Retired)
        .Column("hash", definition => definition.Hash);

    public static Command Create(CliShell shell)
    {
        var kind = new Argument<string>("KIND") { Description = "plants, lines, assets or definitions." };
        kind.AcceptOnlyFromAmong("plants", "lines", "assets", "definitions");
        var parent = new Option<string>("--parent") { Description = "Where to look: plants/P, plants/P/lines/L, or plants/- for all.", DefaultValueFactory = _ => "plants/-", HelpName = "NAME" };
        var filter = new Option<string?>("--filter") { Description = "Assets only, AIP-160: type = \"filler\" AND signals.speed > 10.", HelpName = "EXPRESSION" };
        var order = new Option<string?>("--order-by") { Description = "Assets only: name, or e.g. \"signals.speed desc\".", HelpName = "FIELDS" };
        var signals = new Option<string[]>("--signal") { Description = "Assets only: these signals' values (json).", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };
        var limit = new Option<int>("--limit") { Description = "At most so many; 0 = all.", HelpName = "N" };
        var command = new Command("list", "Lists plants, lines, assets or definitions.") { kind, parent, filter, order, signals, limit };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var most = parsed.GetValue(limit) is > 0 and var n ? n : int.MaxValue;
            var under = parsed.GetRequiredValue(parent);
            switch (parsed.GetRequiredValue(kind))
            {
                case "plants":
                    await shell.PrintAsync(parsed, TwinSheets.Plants, await client.ListPlantsAsync(token).Take(most).ToListAsync(token));
                    break;
                case "lines":
                    await shell.PrintAsync(parsed, TwinSheets.Lines, await client.ListLinesAsync(under, token).Take(most).ToListAsync(token));
                    break;
                case "definitions":
                    await shell.PrintAsync(parsed, Definitions, await client.ListDefinitionsAsync(string.Empty, token).Take(most).ToListAsync(token));
                    break;
                default:
                    var request = new ListAssetsRequest
                    {
                        Parent = under, Filter = parsed.GetValue(filter) ?? string.Empty, OrderBy = parsed.GetValue(order) ?? string.Empty,
                        Signals = { parsed.GetValue(signals) is { Length: > 0 } asked ? asked : ["-"] }, PageSize = Math.Min(most, 1000),
                    };
                    await shell.PrintAsync(parsed, TwinSheets.Assets, await client.ListAssetsAsync(request, token).Take(most).ToListAsync(token));
                    break;
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
