using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Simulations;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid scenario run</c> and <c>twingrid experiment run</c>: documents to a server, which runs them.</summary>
internal static class StartCommand
{
    public static Command Create(CliShell shell, ExperimentKind kind)
    {
        var word = kind == ExperimentKind.Scenario ? "scenario" : "experiment";
        var files = new Argument<string[]>("file")
        {
            Description = $"The {word}, modules of equations beside it, a changed plant, files that parameters name: files or folders.", Arity = ArgumentArity.OneOrMore, HelpName = "FILE",
        };
        var plant = RunPlants.Flag();
        var name = new Option<string?>("--name") { Description = "Which document, when there are several.", HelpName = "NAME" };
        var check = new Option<bool>("--check") { Description = "Only check the documents against the plant: nothing is run." };
        var deadline = new Option<string?>("--deadline") { Description = "End after this long with what there is by then.", HelpName = "DURATION" };
        Durations.Check(deadline);
        var overrides = new OverrideFlags();
        var wait = new RunWait();
        var run = new Command("run", $"Runs a {word} on the server, from the plant as it is where the document says so.") { files, plant, name, check, deadline };
        overrides.AddTo(run);
        wait.AddTo(run);
        run.SetAction(async (parsed, token) =>
        {
            var given = overrides.ToMessage(parsed);
            var documents = RunDocuments.Read(parsed.GetRequiredValue(files), kind, parsed.GetValue(name), given.Set.Select(s => s.Value));
            using var client = shell.Connect(parsed);
            var request = new RunScenarioRequest
            {
                Parent = $"plants/{await RunPlants.TheOneAsync(client, parsed.GetValue(plant) ?? documents.Document?.Plant, token)}",
                Files = { documents.Files },
                Document = documents.Document?.Name ?? parsed.GetValue(name) ?? "",
                Overrides = given,
                ValidateOnly = parsed.GetValue(check),
                Deadline = parsed.GetValue(deadline) is { } most ? Nanoseconds.Now(shell.Console.Clock) + Nanoseconds.From(Durations.Of(most)) : 0,
            };
            var started = await new ScenarioClient(client).StartAsync(request, token);
            return request.ValidateOnly ? await TellAsync(shell, parsed, request.Parent, started) : await wait.EndAsync(shell, parsed, client, started, token);
        });
        return new Command(word, $"Runs {word}s on a server.") { run };
    }

    private static async Task<int> TellAsync(CliShell shell, ParseResult parsed, string parent, Run run)
    {
        foreach (var warning in run.Warnings)
        {
            await shell.Console.Error.WriteLineAsync(warning);
        }

        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(Answers.AnswerJson.Text(RunPrinter.Json(run)));
            return ExitCodes.Ok;
        }

        var plant = run.DefinitionVersion == 0 ? "its own model" : $"{parent} version {run.DefinitionVersion}";
        await shell.Console.Out.WriteLineAsync(
            $"'{run.Document}' is in order: {string.Join(", ", run.Arms)} on {plant}, at most {run.PlannedReplications} replications of each, seed {run.Seed}. Nothing was run.");
        return ExitCodes.Ok;
    }
}
