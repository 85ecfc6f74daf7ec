using System.CommandLine;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs ...</c>: what was run on a server.</summary>
internal static class RunsCommand
{
    public static Command Create(CliShell shell) => new("runs", "Shows, follows, compares and ends runs of scenarios and experiments on a server.")
    {
        ListRunsCommand.Create(shell), ShowRunCommand.Create(shell), WatchRunCommand.Create(shell), CompareRunsCommand.Create(shell), VerifyRunCommand.Create(shell),
        TraceRunCommand.Create(shell), ExportRunCommand.Create(shell), CancelRunCommand.Create(shell), DeleteRunCommand.Create(shell),
    };
}
