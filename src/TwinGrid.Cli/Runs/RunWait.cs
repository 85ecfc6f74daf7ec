using System.CommandLine;
using Grpc.Core;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Waiting for a run, and what becomes of it when the wait is interrupted.</summary>
internal sealed class RunWait
{
    private readonly Option<bool> wait = new("--wait") { Description = "Show progress until the run is over, then its answer." };
    private readonly Option<bool> cancels = new("--cancel-on-interrupt") { Description = "With --wait: Ctrl+C ends the run too. Without it the run goes on." };
    private readonly Option<bool> defaults = new("--defaults") { Description = "With --wait: print every default that the document left to TwinGrid." };

    private readonly RunOutputs outputs = new();

    public void AddTo(Command command)
    {
        command.Add(wait);
        command.Add(cancels);
        command.Add(defaults);
        outputs.AddTo(command);
        command.Validators.Add(result =>
        {
            if (outputs.IsGiven(result) && !result.GetValue(wait))
            {
                result.AddError("Files are written when the run is over: add --wait, or have them later by twingrid runs show.");
            }
        });
    }

    /// <summary>Waits for a run that was started if that is asked for, and prints its answer; else tells how to follow it.</summary>
    public async Task<int> EndAsync(CliShell shell, ParseResult parsed, TwinGridClient client, Run run, CancellationToken cancellation)
    {
        if (!parsed.GetValue(wait))
        {
            return await TellAsync(shell, parsed, run);
        }

        await shell.Console.Error.WriteLineAsync($"{run.Name} has started.");
        return await FollowAsync(shell, parsed, client, run, parsed.GetValue(cancels), parsed.GetValue(defaults), outputs, cancellation);
    }

    /// <summary>Waits for the end of a run and prints its answer.</summary>
    public static async Task<int> FollowAsync(CliShell shell, ParseResult parsed, TwinGridClient client, Run run, bool cancels, bool withDefaults, RunOutputs? outputs, CancellationToken cancellation)
    {
        try
        {
            run = await RunFollower.FollowAsync(shell.Console, client, run, null, cancellation);
        }
        catch (Exception error) when (RunFollower.IsStop(error, cancellation))
        {
            return await StoppedAsync(shell, client, run, cancels);
        }
        catch (RpcException gone) when (gone.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            await shell.Console.Error.WriteLineAsync($"Lost sight of {run.Name}, which goes on with the server: twingrid runs watch {run.Name}");
            throw;
        }

        if (outputs is not null && run.State == RunState.Succeeded)
        {
            await outputs.WriteAsync(parsed, client, run.Name, cancellation);
        }

        return await RunPrinter.PrintAsync(shell.Console, shell.Format(parsed), run, withDefaults);
    }

    private static async Task<int> StoppedAsync(CliShell shell, TwinGridClient client, Run run, bool cancels)
    {
        if (cancels)
        {
            await client.Scenarios.CancelRunAsync(new CancelRunRequest { Name = run.Name });
            await shell.Console.Error.WriteLineAsync($"{run.Name} is cancelled.");
            return ExitCodes.Failure;
        }

        await shell.Console.Error.WriteLineAsync($"Stopped waiting; {run.Name} goes on.");
        await HintAsync(shell.Console.Error, run);
        return ExitCodes.StoppedWaiting;
    }

    private static async Task<int> TellAsync(CliShell shell, ParseResult parsed, Run run)
    {
        foreach (var warning in run.Warnings)
        {
            await shell.Console.Error.WriteLineAsync(warning);
        }

        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Text(RunPrinter.Json(run)));
            return ExitCodes.Ok;
        }

        await shell.Console.Out.WriteLineAsync(run.Name);
        await HintAsync(shell.Console.Error, run);
        return ExitCodes.Ok;
    }

    private static async Task HintAsync(TextWriter writer, Run run)
    {
        await writer.WriteLineAsync($"  twingrid runs watch {run.Name}     follow it, then its answer");
        await writer.WriteLineAsync($"  twingrid runs cancel {run.Name}    end it");
    }
}
