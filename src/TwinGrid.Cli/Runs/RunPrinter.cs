using System.Globalization;
using System.Text.Json.Nodes;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Prints a run: its answer, or how far it is.</summary>
internal static class RunPrinter
{
    /// <summary>Prints it.</summary>
    /// <returns>0; 1 when the run failed or was cancelled.</returns>
    public static async Task<int> PrintAsync(CliConsole console, OutputFormat format, Run run, bool withDefaults)
    {
        foreach (var warning in run.Warnings)
        {
            await console.Error.WriteLineAsync(warning);
        }

        if (format == OutputFormat.Json)
        {
            await console.Out.WriteLineAsync(AnswerJson.Text(Json(run)));
        }
        else if (run.Result is { } result)
        {
            await AnswerPrinter.PrintAsync(console, format, run.Question, result, Seconds(run), withDefaults);
        }
        else if (format == OutputFormat.Table)
        {
            await console.Out.WriteLineAsync(run.Question.Length > 0 ? run.Question : run.Document);
        }

        if (format == OutputFormat.Table)
        {
            await console.Out.WriteLineAsync(State(run));
        }

        if (run.Error.Length > 0)
        {
            await console.Error.WriteLineAsync(run.State == RunState.Failed ? $"error: {run.Error}" : run.Error);
        }

        return run.State is RunState.Failed or RunState.Cancelled ? ExitCodes.Failure : ExitCodes.Ok;
    }

    /// <summary>A run as the object of scripts: that of a simulation, and beside it what the server knows of the run.</summary>
    public static JsonObject Json(Run run)
    {
        var json = new JsonObject
        {
            ["name"] = run.Document, ["question"] = run.Question.Length == 0 ? null : run.Question, ["run"] = run.Name, ["state"] = Word(run.State),
        };
        if (run.Result is { } result)
        {
            AnswerJson.Join(json, AnswerJson.Result(result, Seconds(run)));
        }

        json["kind"] = run.Kind;
        json["error"] = Text(run.Error);
        json["createdAt"] = Time(run.CreatedAt);
        json["createdBy"] = Text(run.CreatedBy);
        json["startedAt"] = Time(run.StartedAt);
        json["endedAt"] = Time(run.EndedAt);
        json["documentHash"] = run.DocumentHash;
        json["definitionVersion"] = run.DefinitionVersion == 0 ? null : JsonValue.Create(run.DefinitionVersion);
        json["definitionHash"] = Text(run.DefinitionHash);
        json["cut"] = Text(run.Cut);
        json["cutAt"] = Time(run.CutAt);
        json["seed"] = run.Seed;
        json["cutShort"] = run.CutShort;
        json["replayOf"] = Text(run.ReplayOf);
        json["firstDifference"] = Text(run.FirstDifference);
        json["documentWarnings"] = AnswerJson.Texts(run.Warnings);
        json["progress"] = run.Progress is null ? null : Progress(run.Progress);
        return json;
    }

    /// <summary>A state as it is printed.</summary>
    public static string Word(RunState state) => state.ToString().ToLowerInvariant();

    private static double Seconds(Run run) => run.EndedAt > run.StartedAt && run.StartedAt > 0 ? (run.EndedAt - run.StartedAt) / 1e9 : 0;

    private static string State(Run run)
    {
        var text = $"{run.Name}: {Word(run.State)}";
        if (run.State is RunState.Preparing or RunState.Running && run.Progress is { } progress)
        {
            return $"{text}. {ProgressBoard.Line(run.Document, progress)}";
        }

        text += run.CutAt == 0 ? "" : $", from the plant as it was at {Cells.ToText(new Instant(run.CutAt))}";
        text += run.CutShort ? ", ended before its own rule did" : "";
        return run.ReplayOf.Length == 0 || run.State != RunState.Succeeded ? text
            : text + (run.FirstDifference.Length == 0 ? $", the same as {run.ReplayOf} bit for bit" : $", not the same as {run.ReplayOf}: {run.FirstDifference}");
    }

    private static JsonObject Progress(RunProgress progress) => new()
    {
        ["arms"] = AnswerJson.List(progress.Arms, arm => new JsonObject { ["name"] = arm.Arm, ["done"] = arm.Done, ["needed"] = arm.Needed }),
        ["wholeReplications"] = progress.WholeReplications,
        ["events"] = progress.Events,
        ["points"] = progress.Points,
        ["pointsDone"] = progress.PointsDone,
        ["silos"] = progress.Silos,
        ["elapsedSeconds"] = AnswerJson.Number(progress.ElapsedSeconds),
        ["remainingSeconds"] = AnswerJson.Number(progress.RemainingSeconds),
        ["intervals"] = AnswerJson.List(progress.Intervals, one => new JsonObject
        {
            ["kpi"] = one.Kpi, ["unit"] = one.Unit, ["arm"] = one.Arm, ["control"] = Text(one.Control), ["mean"] = AnswerJson.Number(one.Mean), ["halfWidth"] = AnswerJson.Number(one.HalfWidth),
        }),
    };

    private static JsonNode? Text(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    private static JsonNode? Time(long nanoseconds) => nanoseconds == 0 ? null : JsonValue.Create(new Instant(nanoseconds).ToString());
}
