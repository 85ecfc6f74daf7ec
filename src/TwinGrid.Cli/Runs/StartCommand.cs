using System.CommandLine;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Simulations;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid scenario run</c> and <c>twingrid experiment run</c>: documents to a server, which runs them.</summary>
internal sealed class StartCommand
{
    private readonly CliShell shell;
    private readonly ExperimentKind kind;
    private readonly Argument<string[]> files;
    private readonly Option<string?> fromRun = new("--from-run") { Description = "Instead of files: the documents and overrides of an earlier run; overrides given here go over those.", HelpName = "RUN" };
    private readonly Option<string?> plant = RunPlants.Flag();
    private readonly Option<string?> name = new("--name") { Description = "Which document, when there are several.", HelpName = "NAME" };
    private readonly Option<bool> check = new("--check") { Description = "Only check the documents against the plant: nothing is run." };
    private readonly Option<string?> deadline = new("--deadline") { Description = "End after this long with what there is by then.", HelpName = "DURATION" };
    private readonly OverrideFlags overrides = new();
    private readonly RunWait wait = new();

    private StartCommand(CliShell shell, ExperimentKind kind)
    {
        (this.shell, this.kind) = (shell, kind);
        files = new Argument<string[]>("file")
        {
            Description = $"The {Word(kind)}, modules of equations beside it, a changed plant, files that parameters name: files or folders.", Arity = ArgumentArity.ZeroOrMore, HelpName = "FILE",
        };
        Durations.Check(deadline);
    }

    public static Command Create(CliShell shell, ExperimentKind kind)
    {
        var start = new StartCommand(shell, kind);
        return new Command(Word(kind), $"Runs {Word(kind)}s on a server.") { start.Run() };
    }

    private static string Word(ExperimentKind kind) => kind.ToString().ToLowerInvariant();

    private Command Run()
    {
        var run = new Command("run", $"Runs {(kind == ExperimentKind.Experiment ? "an" : "a")} {Word(kind)} on the server, from the plant as it is where the document says so.") { files, fromRun, plant, name, check, deadline };
        overrides.AddTo(run);
        wait.AddTo(run);
        run.Validators.Add(result =>
        {
            if (result.GetValue(files) is { Length: > 0 } == result.GetValue(fromRun) is not null)
            {
                result.AddError($"Name either the files of the {Word(kind)}, or an earlier run by --from-run.");
            }
        });
        run.SetAction(RunAsync);
        return run;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = shell.Connect(parsed);
        var request = parsed.GetValue(fromRun) is { } run
            ? await AgainAsync(client, run, parsed.GetValue(plant), cancellationToken)
            : await FilesAsync(client, parsed, cancellationToken);
        request.Overrides = overrides.ToMessage(parsed);
        request.ValidateOnly = parsed.GetValue(check);
        request.Deadline = parsed.GetValue(deadline) is { } most ? Nanoseconds.Now(shell.Console.Clock) + Nanoseconds.From(Durations.Of(most)) : 0;
        var started = await new ScenarioClient(client).StartAsync(request, cancellationToken);
        return request.ValidateOnly ? await TellAsync(parsed, request.Parent, started) : await wait.EndAsync(shell, parsed, client, started, cancellationToken);
    }

    private async Task<RunScenarioRequest> FilesAsync(TwinGridClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var documents = RunDocuments.Read(parsed.GetRequiredValue(files), kind, parsed.GetValue(name), overrides.ToMessage(parsed).Set.Select(s => s.Value));
        return new RunScenarioRequest
        {
            Parent = $"plants/{await RunPlants.TheOneAsync(client, parsed.GetValue(plant) ?? documents.Document?.Plant, cancellationToken)}",
            Files = { documents.Files },
            Document = documents.Document?.Name ?? parsed.GetValue(name) ?? "",
        };
    }

    private async Task<RunScenarioRequest> AgainAsync(TwinGridClient client, string run, string? plantName, CancellationToken cancellationToken)
    {
        var resource = await RunPlants.ResolveAsync(client, run, plantName, cancellationToken);
        var before = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = resource }, cancellationToken: cancellationToken);
        return before.Kind == kind.ToString()
            ? new RunScenarioRequest { Parent = resource[..resource.IndexOf("/runs/", StringComparison.Ordinal)], FromRun = resource }
            : throw new CliException($"{resource} is of kind {before.Kind}: run it by twingrid {before.Kind.ToLowerInvariant()} run.");
    }

    private async Task<int> TellAsync(ParseResult parsed, string parent, Run run)
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

        var on = run.DefinitionVersion > 0 ? $"{parent} version {run.DefinitionVersion}" : run.DefinitionHash.Length > 0 ? "the plant that was sent along" : "its own model";
        await shell.Console.Out.WriteLineAsync(
            $"'{run.Document}' is in order: {string.Join(", ", run.Arms)} on {on}, at most {run.PlannedReplications} replications of each, seed {run.Seed}. Nothing was run.");
        return ExitCodes.Ok;
    }
}
