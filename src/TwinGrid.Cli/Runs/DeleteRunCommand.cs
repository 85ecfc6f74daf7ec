using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs delete RUN...</c>.</summary>
internal static class DeleteRunCommand
{
    public static Command Create(CliShell shell)
    {
        var runs = new Argument<string[]>("RUN") { Description = "Runs that are over: names or ids.", Arity = ArgumentArity.OneOrMore };
        var plant = RunPlants.Flag();
        var command = new Command("delete", "Removes runs that are over, and their cuts unless other runs start from them.") { runs, plant };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            foreach (var run in parsed.GetRequiredValue(runs))
            {
                var name = await RunPlants.ResolveAsync(client, run, parsed.GetValue(plant), token);
                await client.Scenarios.DeleteRunAsync(new DeleteRunRequest { Name = name }, cancellationToken: token);
                await shell.Console.Out.WriteLineAsync($"{name} is deleted.");
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
