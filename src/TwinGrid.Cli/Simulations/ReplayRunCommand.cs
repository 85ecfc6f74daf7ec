using System.CommandLine;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Simulations;

/// <summary><c>twingrid replay-run RECORD.json --with FILES</c>: repeats a run and tells whether it did the same.</summary>
internal static class ReplayRunCommand
{
    public static Command Create(CliShell shell)
    {
        var record = new Argument<string>("record") { Description = "Record of a run, as simulate --record wrote it.", HelpName = "FILE.json" };
        var with = new Option<string[]>("--with")
        {
            Description = "The documents that the run was made of: YAML files or folders.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "FILE",
        };
        var workers = WorkersFlag.Create();
        var command = new Command("replay-run", "Repeats a run from its record and tells whether it did the same, bit for bit.") { record, with, workers };
        command.SetAction((parsed, token) => RecordReplay.RunAsync(
            shell, shell.Format(parsed), parsed.GetRequiredValue(record), parsed.GetRequiredValue(with), parsed.GetValue(workers), token));
        return command;
    }
}
