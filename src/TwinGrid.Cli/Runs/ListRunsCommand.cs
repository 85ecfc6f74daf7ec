using System.CommandLine;
using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs list</c>: newest first.</summary>
internal static class ListRunsCommand
{
    private const int Most = 20;

    private static readonly Sheet<Run> Runs = new Sheet<Run>()
        .Column("name", run => run.Name)
        .Column("document", run => run.Document)
        .Column("state", run => RunPrinter.Word(run.State))
        .Column("progress", Progress)
        .Column("verdict", run => run.Verdict)
        .Column("createdAt", run => new Instant(run.CreatedAt))
        .Column("question", run => run.Question)
        .DataColumn("kind", run => run.Kind)
        .DataColumn("createdBy", run => run.CreatedBy)
        .DataColumn("endedAt", run => new Instant(run.EndedAt))
        .DataColumn("arms", run => run.Arms.ToArray())
        .DataColumn("seed", run => run.Seed)
        .DataColumn("cutAt", run => new Instant(run.CutAt))
        .DataColumn("replayOf", run => run.ReplayOf)
        .DataColumn("firstDifference", run => run.FirstDifference)
        .DataColumn("error", run => run.Error);

    public static Command Create(CliShell shell)
    {
        var plant = RunPlants.Flag();
        var state = new Option<string?>("--state") { Description = "Only runs in this state.", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("preparing", "running", "succeeded", "failed", "cancelled");
        var document = new Option<string?>("--document") { Description = "Only runs of the scenario or experiment of this name.", HelpName = "NAME" };
        var filter = new Option<string?>("--filter") { Description = "Only runs that match, e.g. created_by = \"ann\" AND kind = Scenario.", HelpName = "EXPRESSION" };
        var limit = new Option<int>("--limit") { Description = "At most so many; 0 = all.", DefaultValueFactory = _ => Most, HelpName = "N" };
        var command = new Command("list", "Lists runs, newest first: how far they are, and what came out.") { plant, state, document, filter, limit };
        command.SetAction(async (parsed, token) =>
        {
            string?[] tests =
            [
                parsed.GetValue(filter),
                parsed.GetValue(state) is { } s ? $"state = {s.ToUpperInvariant()}" : null,
                parsed.GetValue(document) is { } d ? $"document = \"{d}\"" : null,
            ];
            using var client = shell.Connect(parsed);
            var most = parsed.GetValue(limit) is > 0 and var n ? n : int.MaxValue;
            var runs = new List<Run>();
            foreach (var one in await RunPlants.FindAsync(client, parsed.GetValue(plant), token))
            {
                runs.AddRange(await new ScenarioClient(client).ListAsync($"plants/{one}", string.Join(" AND ", tests.OfType<string>()), token).Take(most).ToListAsync(token));
            }

            await shell.PrintAsync(parsed, Runs, runs.OrderByDescending(r => r.CreatedAt).Take(most));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Progress(Run run)
    {
        if (run.Progress is not { Arms.Count: > 0 } progress)
        {
            return "";
        }

        var (done, needed) = (progress.Arms.Sum(a => (long)a.Done), progress.Arms.Sum(a => (long)Math.Max(a.Done, a.Needed)));
        return run.State is RunState.Preparing or RunState.Running
            ? string.Create(CultureInfo.InvariantCulture, $"{done}/{needed}")
            : done.ToString(CultureInfo.InvariantCulture);
    }
}
