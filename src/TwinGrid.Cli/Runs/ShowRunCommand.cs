using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs show RUN</c>: its answer, and files made of it.</summary>
internal static class ShowRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var defaults = new Option<bool>("--defaults") { Description = "Print every default that the document left to TwinGrid." };
        var files = new RunOutputs();
        var command = new Command("show", "Shows the answer of a run, or how far it is.") { run, plant, defaults };
        files.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            var found = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: token);
            await files.WriteAsync(parsed, client, name, token);
            await RunPrinter.PrintAsync(shell.Console, shell.Format(parsed), found, parsed.GetValue(defaults));
            return ExitCodes.Ok;
        });
        return command;
    }
}
