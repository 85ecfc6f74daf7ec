using System.CommandLine;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs watch RUN</c>: progress, then the answer; with <c>-o json</c> an object a change.</summary>
internal static class WatchRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var command = new Command("watch", "Follows a run to its end, then shows its answer. Ctrl+C ends the watch, not the run.") { run, plant };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            var found = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: token);
            if (shell.Format(parsed) != OutputFormat.Json)
            {
                return await RunWait.FollowAsync(shell, parsed, client, found, cancels: false, withDefaults: false, outputs: null, token);
            }

            try
            {
                var last = await RunFollower.FollowAsync(shell.Console, client, found, now => LineAsync(shell.Console.Out, now), token);
                return last.State == RunState.Succeeded ? ExitCodes.Ok : ExitCodes.Failure;
            }
            catch (Exception error) when (RunFollower.IsStop(error, token))
            {
                return ExitCodes.StoppedWaiting;
            }
        });
        return command;
    }

    private static async Task LineAsync(TextWriter writer, Run run)
    {
        await writer.WriteLineAsync(AnswerJson.Text(RunPrinter.Json(run)));
        await writer.FlushAsync();
    }
}
