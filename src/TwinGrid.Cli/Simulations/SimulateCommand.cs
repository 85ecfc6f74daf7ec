using System.CommandLine;
using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;

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
        var flags = new OverrideFlags();
        var name = new Option<string?>("--name") { Description = "Which document, when there are several.", HelpName = "NAME" };
        var workers = new Option<int>("--workers") { Description = "Threads.", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };
        workers.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1024))
            {
                result.AddError($"--workers {result.Tokens[0].Value}; from 1 to 1024.");
            }
        });
        var command = new Command("simulate", "Runs a scenario or an experiment offline: nothing is sent to a server.") { files, name, workers };
        flags.AddTo(command);
        command.SetAction((parsed, token) => RunAsync(
            shell, parsed, parsed.GetRequiredValue(files), parsed.GetValue(name), flags.Read(parsed), parsed.GetValue(workers), token));
        return command;
    }

    private static async Task<int> RunAsync(
        CliShell shell, ParseResult parsed, string[] paths, string? name, ExperimentOverrides overrides, int workers, CancellationToken cancellation)
    {
        var source = ExperimentSource.Read(paths, name, overrides);
        foreach (var warning in source.Warnings)
        {
            await shell.Console.Error.WriteLineAsync(warning);
        }

        var compiled = ExperimentCompiler.Compile(source.Document, source.Plant, source.Catalog, StartState.Empty);
        if (compiled.Plan is not { } plan)
        {
            throw new CliException(string.Join(Environment.NewLine, compiled.Errors.Select(Format)));
        }

        var started = shell.Console.Clock.GetTimestamp();
        var run = new ExperimentRun(plan);
        await SimulationProgress.RunAsync(shell.Console, plan, run, workers, cancellation);
        if (run.Failure is { } failure)
        {
            throw new CliException(failure);
        }

        var answer = ExperimentAnalysis.Analyse(plan, run.Results());
        var seconds = shell.Console.Clock.GetElapsedTime(started).TotalSeconds;
        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Write(answer, seconds));
        }
        else
        {
            await AnswerSheets.PrintAsync(shell.Console, shell.Format(parsed), answer, seconds);
        }

        return ExitCodes.Ok;
    }

    private static string Format(ModelError error) => error.Place == SourcePlace.None || error.Place.File.Length == 0
        ? $"error: {error.Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{error.Place.File}:{error.Place.Line}:{error.Place.Column}: error: {error.Message}");
}
