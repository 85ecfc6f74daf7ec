using System.CommandLine;
using TwinGrid.Cli.Runs;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Simulations;

/// <summary><c>twingrid replay-run</c>: repeats a run and tells whether it did the same: one of a server by its name, or offline from its record and files.</summary>
internal static class ReplayRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = new Argument<string>("RUN") { Description = "A run on the server: its name, its id, or 'last'. With --with: the record of a run, FILE.json, as simulate --record wrote it." };
        var plant = RunPlants.Flag();
        var with = new Option<string[]>("--with")
        {
            Description = "Offline: the documents that the run was made of, YAML files or folders.", AllowMultipleArgumentsPerToken = true, HelpName = "FILE",
        };
        var plugins = PluginsFlag.Create();
        var workers = WorkersFlag.Create();
        var command = new Command("replay-run", "Repeats a run and tells whether it did the same, bit for bit.") { run, plant, with, plugins, workers };
        command.SetAction((parsed, token) => parsed.GetValue(with) is { Length: > 0 } files
            ? RecordReplay.RunAsync(shell, shell.Format(parsed), parsed.GetRequiredValue(run), files, parsed.GetValue(plugins), parsed.GetValue(workers), token)
            : File.Exists(parsed.GetRequiredValue(run))
                ? throw new CliException($"{parsed.GetRequiredValue(run)} is a file: to replay it offline, give the documents that the run was made of by --with.")
                : ServerReplay.RunAsync(shell, parsed, parsed.GetRequiredValue(run), parsed.GetValue(plant), token));
        return command;
    }
}
