using System.CommandLine;
using System.Text.Json.Nodes;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Repeats a run on its server and tells whether it did the same.</summary>
internal static class ServerReplay
{
    /// <summary>Runs it again and waits for the end.</summary>
    /// <returns>0 when it did the same, 1 when not.</returns>
    public static async Task<int> RunAsync(CliShell shell, ParseResult parsed, string run, string? plant, CancellationToken cancellation)
    {
        using var client = shell.Connect(parsed);
        var name = await RunPlants.ResolveAsync(client, run, plant, cancellation);
        var replay = await new ScenarioClient(client).ReplayAsync(name, cancellation);
        try
        {
            replay = await RunFollower.FollowAsync(shell.Console, client, replay, null, cancellation);
        }
        catch (Exception error) when (RunFollower.IsStop(error, cancellation))
        {
            await shell.Console.Error.WriteLineAsync($"Stopped waiting; {replay.Name} goes on: twingrid runs show {replay.Name}");
            return ExitCodes.StoppedWaiting;
        }

        if (replay.State != RunState.Succeeded)
        {
            throw new CliException($"{replay.Name} is {RunPrinter.Word(replay.State)}{(replay.Error.Length > 0 ? $": {replay.Error}" : "")}");
        }

        var isSame = replay.FirstDifference.Length == 0;
        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Text(new JsonObject
            {
                ["document"] = replay.Document,
                ["run"] = name,
                ["replay"] = replay.Name,
                ["same"] = isSame,
                ["firstDifference"] = isSame ? null : replay.FirstDifference,
                ["digest"] = replay.Result.Digest,
                ["replications"] = replay.Result.Record.Replications.Sum(n => n),
            }));
        }
        else
        {
            await shell.Console.Out.WriteLineAsync(isSame
                ? $"The same, bit for bit: {replay.Result.Record.Replications.Sum(n => n)} replications of '{replay.Document}', digest {replay.Result.Digest[..16]}"
                : $"Not the same: {replay.FirstDifference}");
        }

        return isSame ? ExitCodes.Ok : ExitCodes.Failure;
    }
}
