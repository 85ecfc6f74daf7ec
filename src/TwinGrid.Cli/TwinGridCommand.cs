using System.CommandLine;
using TwinGrid.Cli.Alarms;
using TwinGrid.Cli.Definitions;
using TwinGrid.Cli.Fitting;
using TwinGrid.Cli.History;
using TwinGrid.Cli.Operations;
using TwinGrid.Cli.Producers;
using TwinGrid.Cli.Replays;
using TwinGrid.Cli.Runs;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Simulations;
using TwinGrid.Cli.Twins;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Cli;

/// <summary>The <c>twingrid</c> command.</summary>
internal static class TwinGridCommand
{
    /// <summary>Parses and runs. Returns one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        var root = Build(console);
        var parsed = root.Parse(EnvironmentFlags.Expand(root, args, console.Environment));
        string[] wrong = [.. UnknownFlags.Find(parsed)];
        wrong = wrong.Length > 0 ? wrong : [.. parsed.Errors.Select(error => error.Message)];
        if (wrong.Length > 0)
        {
            foreach (var line in wrong)
            {
                await console.Error.WriteLineAsync(line);
            }

            await console.Error.WriteLineAsync($"Try: twingrid {CommandPath(parsed)}--help");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (Exception error) when (Failure.IsExpected(error))
        {
            return await Failure.TellAsync(error, console);
        }
    }

    private static RootCommand Build(CliConsole console)
    {
        var flags = new CommonFlags();
        var root = new RootCommand("Talks to a TwinGrid server: definitions, live twins, history, alarms, recorded data, operations. Simulates what-if scenarios, offline too.");
        flags.AddTo(root);
        var shell = new CliShell(console, flags);
        root.Add(ApplyCommand.Create(shell));
        root.Add(GetCommand.Create(shell));
        root.Add(ListCommand.Create(shell));
        root.Add(WatchCommand.Create(shell));
        root.Add(HistoryCommand.Create(shell));
        root.Add(FitCommand.Create(shell));
        root.Add(AlarmsCommand.Create(shell));
        root.Add(ProducersCommand.Create(shell));
        root.Add(ReplayCommand.Create(shell));
        root.Add(BackupCommand.Create(shell));
        root.Add(RestoreCommand.Create(shell));
        root.Add(StartCommand.Create(shell, ExperimentKind.Scenario));
        root.Add(StartCommand.Create(shell, ExperimentKind.Experiment));
        root.Add(RunsCommand.Create(shell));
        root.Add(SimulateCommand.Create(shell));
        root.Add(ReplayRunCommand.Create(shell));
        root.Add(StatusCommand.Create(shell));
        root.Add(DoctorCommand.Create(shell));
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command.Parent is System.CommandLine.Parsing.CommandResult parent; command = parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
