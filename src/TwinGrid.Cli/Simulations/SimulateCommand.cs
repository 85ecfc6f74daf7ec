using System.CommandLine;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Simulations;

/// <summary><c>twingrid simulate FILE</c>: runs a scenario or an experiment in this process, without a server.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliShell shell)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Scenario or experiment, and the plant's documents and modules where it needs any: YAML files or folders.", Arity = ArgumentArity.OneOrMore, HelpName = "FILE",
        };
        var overrides = new OverrideFlags();
        var name = new Option<string?>("--name") { Description = "Which document, when there are several.", HelpName = "NAME" };
        var workers = WorkersFlag.Create();
        var plugins = PluginsFlag.Create();
        var outputs = new SimulationOutputs();
        var command = new Command("simulate", "Runs a scenario or an experiment offline: nothing is sent to a server.") { files, name, workers, plugins };
        overrides.AddTo(command);
        outputs.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var source = ExperimentSource.Read(parsed.GetRequiredValue(files), parsed.GetValue(name), overrides.Read(parsed), PluginsFlag.Load(parsed.GetValue(plugins)));
            foreach (var warning in source.Warnings)
            {
                await shell.Console.Error.WriteLineAsync(warning);
            }

            var run = await OfflineRun.ExecuteAsync(shell.Console, source, parsed.GetValue(workers), null, token);
            await outputs.WriteAsync(parsed, run, token);
            await PrintAsync(shell, shell.Format(parsed), run, outputs.WithDefaults(parsed));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task PrintAsync(CliShell shell, OutputFormat format, OfflineRun run, bool withDefaults)
    {
        var document = run.Answer.Document;
        var result = AnswerMessage.Of(run.Answer, run.Record);
        if (format == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Write(document.Name, document.Question, result, run.Seconds));
            return;
        }

        await AnswerPrinter.PrintAsync(shell.Console, format, document.Question ?? "", result, run.Seconds, withDefaults);
    }
}
