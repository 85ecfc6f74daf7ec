using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs cancel RUN</c>.</summary>
internal static class CancelRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var keep = new Option<bool>("--keep-result") { Description = "Make an answer of the replications that are done." };
        var command = new Command("cancel", "Ends a run.") { run, plant, keep };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            var before = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: token);
            var ended = await client.Scenarios.CancelRunAsync(new CancelRunRequest { Name = name, KeepResult = parsed.GetValue(keep) }, cancellationToken: token);
            var wasOver = before.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;
            await shell.Console.Out.WriteLineAsync($"{name} {(wasOver ? "was over already" : "is ended")}: {RunPrinter.Word(ended.State)}.");
            return ExitCodes.Ok;
        });
        return command;
    }
}
