using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.V1;

namespace TwinGrid.Cli.Twins;

/// <summary><c>twingrid get NAME</c>: an asset, a line or a plant as it is now, or a plant's definition.</summary>
internal static class GetCommand
{
    public static Command Create(CliShell shell)
    {
        var name = new Argument<string>("NAME") { Description = "plants/P, plants/P/lines/L, plants/P/lines/L/assets/A, or an asset's id that is unique." };
        var signals = new Option<string[]>("--signal") { Description = "Only these signals of an asset.", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };
        var atLeast = new Option<string?>("--at-least") { Description = "Wait until the answer reflects this token of an ack or a write.", HelpName = "TOKEN" };
        var definition = new Option<bool>("--definition") { Description = "Print the YAML of a plant's definition." };
        var version = new Option<ulong>("--definition-version") { Description = "With --definition: not the newest version but this one.", HelpName = "N" };
        var command = new Command("get", "Shows an asset, a line or a plant.") { name, signals, atLeast, definition, version };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var read = new ReadOptions { AtLeast = parsed.GetValue(atLeast) ?? string.Empty };
            var asked = parsed.GetRequiredValue(name);
            return parsed.GetValue(definition) ? await DefinitionAsync(shell, client, asked, parsed.GetValue(version), token)
                : asked.Split('/') switch
                {
                    ["plants", _] => await PlantAsync(shell, parsed, client, asked, read, token),
                    ["plants", _, "lines", _] => await LineAsync(shell, parsed, client, asked, read, token),
                    _ => await AssetAsync(shell, parsed, client, new GetAssetRequest { Name = asked, Read = read, Signals = { parsed.GetValue(signals) ?? [] } }, token),
                };
        });
        return command;
    }

    private static async Task<int> AssetAsync(CliShell shell, ParseResult parsed, TwinGridClient client, GetAssetRequest request, CancellationToken cancellationToken)
    {
        var asset = await client.Twins.GetAssetAsync(request, cancellationToken: cancellationToken);
        switch (shell.Format(parsed))
        {
            case OutputFormat.Json:
                await shell.Console.Out.WriteLineAsync(TwinSheets.Asset.ToJson(asset));
                break;
            case OutputFormat.Csv:
                await SignalText.Sheet.PrintAsync(shell.Console, OutputFormat.Csv, asset.Signals);
                break;
            default:
                await HeadAsync(shell, asset.Name, asset.DisplayName, $"{asset.Type}{(asset.State.Length > 0 ? $", {asset.State}" : "")}, {asset.ActiveAlarms} active alarms, revision {asset.Revision}");
                await StaleAsync(shell, asset.Position);
                await SignalText.Sheet.PrintAsync(shell.Console, OutputFormat.Table, asset.Signals);
                break;
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> LineAsync(CliShell shell, ParseResult parsed, TwinGridClient client, string name, ReadOptions read, CancellationToken cancellationToken)
    {
        var line = await client.Twins.GetLineAsync(new GetLineRequest { Name = name, Read = read }, cancellationToken: cancellationToken);
        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(TwinSheets.Lines.ToJson(line));
            return ExitCodes.Ok;
        }

        await HeadAsync(shell, line.Name, line.DisplayName, Summary(line.Aggregate));
        await StaleAsync(shell, line.Position);
        await TwinSheets.KpiSheet.PrintAsync(shell.Console, shell.Format(parsed), line.Aggregate?.Kpis ?? []);
        return ExitCodes.Ok;
    }

    private static async Task<int> PlantAsync(CliShell shell, ParseResult parsed, TwinGridClient client, string name, ReadOptions read, CancellationToken cancellationToken)
    {
        var plant = await client.Twins.GetPlantAsync(new GetPlantRequest { Name = name, Read = read }, cancellationToken: cancellationToken);
        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(TwinSheets.Plants.ToJson(plant));
            return ExitCodes.Ok;
        }

        await HeadAsync(shell, plant.Name, plant.DisplayName, $"{Summary(plant.Aggregate)}, definition version {plant.DefinitionVersion}");
        await StaleAsync(shell, plant.Position);
        await TwinSheets.KpiSheet.PrintAsync(shell.Console, shell.Format(parsed), plant.Aggregate?.Kpis ?? []);
        if (shell.Format(parsed) == OutputFormat.Table)
        {
            await TwinSheets.Lines.PrintAsync(shell.Console, OutputFormat.Table, plant.Lines);
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> DefinitionAsync(CliShell shell, TwinGridClient client, string name, ulong version, CancellationToken cancellationToken)
    {
        var plant = name.StartsWith("plants/", StringComparison.Ordinal) ? name.Split('/')[1] : name;
        var definition = await client.Definitions.GetDefinitionAsync(
            new GetDefinitionRequest { Plant = plant, Version = version }, cancellationToken: cancellationToken);
        await shell.Console.Error.WriteLineAsync($"plants/{definition.Plant} version {definition.Version}, {definition.Hash}");
        var separate = false;
        foreach (var file in definition.Files)
        {
            if (separate)
            {
                await shell.Console.Out.WriteLineAsync("---");
            }

            separate = true;
            await shell.Console.Out.WriteLineAsync($"# {file.Path}");
            await shell.Console.Out.WriteLineAsync(file.Content.TrimEnd());
        }

        return ExitCodes.Ok;
    }

    private static async Task HeadAsync(CliShell shell, string name, string displayName, string summary)
    {
        await shell.Console.Out.WriteLineAsync(displayName.Length > 0 ? $"{name}  {displayName}" : name);
        await shell.Console.Out.WriteLineAsync(summary);
    }

    private static Task StaleAsync(CliShell shell, ReadPosition? position) =>
        position?.Stale == true ? shell.Console.Error.WriteLineAsync("Stale: the store is down or its owner unsure; this may lag.") : Task.CompletedTask;

    private static string Summary(Aggregate? aggregate) => aggregate is null
        ? "nothing known"
        : $"{aggregate.Assets} assets ({string.Join(", ", aggregate.States.Select(state => $"{state.Count} {(state.State.Length > 0 ? state.State : "without state")}"))}), {aggregate.ActiveAlarms} active alarms, {aggregate.StaleAssets} stale";
}
