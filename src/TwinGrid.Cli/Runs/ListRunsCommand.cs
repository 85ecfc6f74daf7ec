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

    /// <summary>A question that is cut to fewer letters than this says nothing: it is left out.</summary>
    private const int LeastOfQuestion = 16;
    private const int MostOfVerdict = 40;
    private const int BetweenColumns = 3;
    private const int Edges = 3;

    private static readonly string[] LeftOutFirst = ["created", "plant", "progress"];

    private static readonly Sheet<Run> Data = new Sheet<Run>()
        .Column("name", run => run.Name)
        .Column("document", run => run.Document)
        .Column("state", run => RunPrinter.Word(run.State))
        .Column("progress", Progress)
        .Column("verdict", run => run.Verdict)
        .Column("createdAt", run => new Instant(run.CreatedAt))
        .Column("question", run => run.Question)
        .Column("kind", run => run.Kind)
        .Column("createdBy", run => run.CreatedBy)
        .Column("endedAt", run => new Instant(run.EndedAt))
        .Column("arms", run => run.Arms.ToArray())
        .Column("seed", run => run.Seed)
        .Column("cutAt", run => new Instant(run.CutAt))
        .Column("replayOf", run => run.ReplayOf)
        .Column("firstDifference", run => run.FirstDifference)
        .Column("error", run => run.Error);

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

            List<Run> newest = [.. runs.OrderByDescending(r => r.CreatedAt).Take(most)];
            await shell.PrintAsync(parsed, shell.Format(parsed) == OutputFormat.Table ? Table(newest, shell.Console.Tables().Profile.Width) : Data, newest);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Ids are whole, since they are copied. The question has what is left of the width; where nothing is left, others go too.</summary>
    private static Sheet<Run> Table(List<Run> runs, int width)
    {
        List<(string Name, Func<Run, string> Text)> columns =
        [
            ("run", run => run.Name[(run.Name.LastIndexOf('/') + 1)..]),
            ("plant", run => run.Name.Split('/')[1]),
            ("document", run => run.Document),
            ("state", run => RunPrinter.Word(run.State)),
            ("progress", Progress),
            ("verdict", run => Cut(run.Verdict, MostOfVerdict)),
            ("created", run => Cells.ToText(new Instant(run.CreatedAt))[.."yyyy-MM-dd HH:mm".Length]),
        ];
        foreach (var name in LeftOutFirst.TakeWhile(_ => Left() < 0))
        {
            columns.RemoveAll(column => column.Name == name);
        }

        var sheet = columns.Aggregate(new Sheet<Run>(), (all, column) => all.TableColumn(column.Name, column.Text));
        return Left() - BetweenColumns is >= LeastOfQuestion and var rest ? sheet.TableColumn("question", run => Cut(run.Question, rest)) : sheet;

        int Left() => width - Edges - columns.Sum(column => runs.Select(column.Text).Append(column.Name).Max(text => text.Length) + BetweenColumns);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text.AsSpan(0, most - 1).TrimEnd()}…";

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
