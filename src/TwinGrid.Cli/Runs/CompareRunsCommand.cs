using System.CommandLine;
using System.Text.Json.Nodes;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs compare RUN RUN...</c>: what runs are made of and what they say, side by side.</summary>
internal static class CompareRunsCommand
{
    private static readonly Sheet<(string Run, RunComparison Row, Estimate Estimate, Estimate? Difference)> Kpis =
        new Sheet<(string Run, RunComparison Row, Estimate Estimate, Estimate? Difference)>()
            .Column("kpi", row => row.Row.Kpi)
            .Column("arm", row => row.Row.Arm)
            .Column("run", row => row.Run)
            .Column("mean", row => row.Estimate.Mean)
            .Column("halfWidth", row => row.Estimate.HalfWidth)
            .Column("n", row => row.Estimate.N)
            .Column("unit", row => row.Row.Unit)
            .Column("difference", row => row.Difference?.Mean)
            .Column("lower", row => row.Difference?.Lower)
            .Column("upper", row => row.Difference?.Upper)
            .Column("level", row => row.Estimate.Level);

    public static Command Create(CliShell shell)
    {
        var runs = new Argument<string[]>("RUN") { Description = "From 2 to 8 runs of one plant that succeeded: names or ids. Differences are from the first.", Arity = new ArgumentArity(2, 8) };
        var plant = RunPlants.Flag();
        var command = new Command("compare", "Shows runs side by side: what they are made of, their KPIs, and differences with intervals.") { runs, plant };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new CompareRunsRequest();
            foreach (var run in parsed.GetRequiredValue(runs))
            {
                request.Names.Add(await RunPlants.ResolveAsync(client, run, parsed.GetValue(plant), token));
            }

            var answer = await client.Scenarios.CompareRunsAsync(request, cancellationToken: token);
            await PrintAsync(shell, shell.Format(parsed), answer);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task PrintAsync(CliShell shell, OutputFormat format, CompareRunsResponse answer)
    {
        string[] ids = [.. answer.Runs.Select(run => run.Name[(run.Name.LastIndexOf('/') + 1)..])];
        if (format == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Text(Json(answer)));
            return;
        }

        var rows = answer.Kpis.SelectMany(row => ids.Select((id, i) => (id, row, row.Estimates[i], row.Differences[i].N == 0 ? null : row.Differences[i]))).Where(row => row.Item3.N > 0);
        if (format != OutputFormat.Table)
        {
            await Kpis.PrintAsync(shell.Console, format, rows);
            return;
        }

        var madeOf = ids.Select((id, i) => (Id: id, Index: i)).Aggregate(
            new Sheet<RunDifference>().Column("madeOf", row => row.What), (sheet, run) => sheet.Column(run.Id, row => row.Values[run.Index]));
        if (answer.MadeOf.Count == 0)
        {
            await shell.Console.Out.WriteLineAsync("They are made of the same.");
        }

        await AnswerSheets.PartAsync(shell.Console, "What they are made of, where that differs", madeOf, answer.MadeOf);
        await AnswerSheets.PartAsync(shell.Console, $"KPIs; differences are from {ids[0]}", Kpis, rows);
    }

    private static JsonObject Json(CompareRunsResponse answer) => new()
    {
        ["runs"] = AnswerJson.List(answer.Runs, run => new JsonObject { ["run"] = run.Name, ["name"] = run.Document, ["state"] = RunPrinter.Word(run.State) }),
        ["madeOf"] = AnswerJson.List(answer.MadeOf, one => new JsonObject { ["what"] = one.What, ["values"] = AnswerJson.Texts(one.Values) }),
        ["kpis"] = AnswerJson.List(answer.Kpis, row => new JsonObject
        {
            ["kpi"] = row.Kpi,
            ["unit"] = row.Unit,
            ["arm"] = row.Arm,
            ["estimates"] = Estimates(row.Estimates),
            ["differences"] = Estimates(row.Differences),
        }),
    };

    /// <summary>Run by run; null where there is none.</summary>
    private static JsonArray Estimates(IEnumerable<Estimate> estimates) => [.. estimates.Select(one => one.N == 0 ? null : AnswerJson.Estimate(one))];
}
