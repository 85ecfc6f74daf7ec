using System.CommandLine;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Scenarios;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs verify RUN</c>: what was forecast beside what then happened.</summary>
internal static class VerifyRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var command = new Command("verify", "Compares what a run forecast with what has happened in the plant since.") { run, plant };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            var hindcast = (await new ScenarioClient(client).VerifyAsync(name, token)).Result.Hindcast;
            if (shell.Format(parsed) == OutputFormat.Json)
            {
                await shell.Console.Out.WriteLineAsync(AnswerJson.Text(HindcastJson.Write(hindcast)));
            }
            else
            {
                await HindcastSheet.PrintAsync(shell.Console, shell.Format(parsed), hindcast);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
