using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>An answer as one JSON object, the contract of scripts. What is not known is null.</summary>
internal static class AnswerJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object of a run in this process, on one line.</summary>
    /// <param name="name">Name of the document.</param>
    /// <param name="question">What is asked, in words; null = not told.</param>
    /// <param name="result">The answer.</param>
    /// <param name="seconds">Wall time of the run.</param>
    public static string Write(string name, string? question, RunResult result, double seconds) =>
        Text(Join(new JsonObject { ["name"] = name, ["question"] = question }, Result(result, seconds)));

    /// <summary>An object on one line.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Options);

    /// <summary>One object with the properties of both.</summary>
    public static JsonObject Join(JsonObject first, JsonObject second)
    {
        foreach (var (key, value) in second.ToArray())
        {
            second.Remove(key);
            first[key] = value;
        }

        return first;
    }

    /// <summary>An answer.</summary>
    public static JsonObject Result(RunResult result, double seconds) => new()
    {
        ["arms"] = List(result.Arms, arm => new JsonObject { ["name"] = arm.Arm, ["kpis"] = List(arm.Kpis, Kpi) }),
        ["comparisons"] = List(result.Comparisons, Comparison),
        ["guards"] = List(result.Guards, FindingJson.Guard),
        ["acceptance"] = List(result.Acceptance, FindingJson.Acceptance),
        ["tradeoffs"] = result.Tradeoffs is null ? null : FindingJson.Tradeoffs(result.Tradeoffs),
        ["selection"] = result.Selection is null ? null : FindingJson.Selection(result.Selection),
        ["effects"] = List(result.Effects, FindingJson.Effects),
        ["drivers"] = List(result.Drivers, FindingJson.Drivers),
        ["warnings"] = Texts(result.Warnings),
        ["defaults"] = List(result.Defaults, one => new JsonObject { ["path"] = one.Path, ["value"] = one.Value, ["meaning"] = one.Meaning }),
        ["hindcast"] = result.Hindcast is null ? null : HindcastJson.Write(result.Hindcast),
        ["record"] = result.Record is null ? null : FindingJson.Record(result.Record),
        ["digest"] = result.Digest,
        ["replications"] = result.Replications,
        ["events"] = result.Events,
        ["seconds"] = Number(Math.Round(seconds, 6)),
    };

    /// <summary>An interval with what is known of it.</summary>
    public static JsonObject Estimate(Estimate estimate) => new()
    {
        ["mean"] = Number(estimate.Mean),
        ["halfWidth"] = Number(estimate.HalfWidth),
        ["level"] = Number(estimate.Level),
        ["n"] = estimate.N,
        ["lower"] = Number(estimate.Lower),
        ["upper"] = Number(estimate.Upper),
        ["standardDeviation"] = Number(estimate.StandardDeviation),
        ["standardError"] = Number(estimate.StandardError),
        ["method"] = estimate.Method,
        ["notes"] = Texts(estimate.Notes),
    };

    /// <summary>A list.</summary>
    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => [.. items.Select(write)];

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)JsonValue.Create(item))];

    /// <summary>A number; null when JSON can't hold it.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonObject Kpi(KpiResult kpi)
    {
        var json = Join(new JsonObject { ["name"] = kpi.Kpi, ["unit"] = kpi.Unit }, Estimate(kpi.Estimate));
        json["notes"] = Texts(kpi.Notes.Concat(kpi.Estimate.Notes));
        json["direction"] = kpi.Direction switch { KpiDirection.Maximise => "maximise", KpiDirection.Minimise => "minimise", _ => "none" };
        json["quantiles"] = List(kpi.Quantiles, one => new JsonObject
        {
            ["probability"] = Number(one.Probability), ["value"] = Number(one.Value), ["lower"] = Number(one.Lower), ["upper"] = Number(one.Upper),
        });
        json["worstTails"] = List(kpi.WorstTails, tail => Join(
            new JsonObject { ["share"] = Number(tail.Share), ["tail"] = tail.Upper ? "upper" : "lower", ["threshold"] = Number(tail.Threshold) }, Estimate(tail.Mean)));
        json["uncertainty"] = kpi.Uncertainty is null ? null : FindingJson.Uncertainty(kpi.Uncertainty);
        return json;
    }

    private static JsonObject Comparison(Comparison comparison)
    {
        var difference = comparison.Difference;
        var json = new JsonObject
        {
            ["kpi"] = comparison.Kpi,
            ["arms"] = new JsonArray(comparison.Treatment, comparison.Control),
            ["mean"] = Number(difference.Mean),
            ["lower"] = Number(difference.Lower),
            ["upper"] = Number(difference.Upper),
            ["level"] = Number(difference.Level),
            ["n"] = difference.N,
            ["p"] = Number(comparison.PValue),
            ["unit"] = comparison.Unit,
            ["halfWidth"] = Number(difference.HalfWidth),
            ["method"] = difference.Method,
            ["correlation"] = Number(comparison.Correlation),
            ["varianceRatio"] = Number(comparison.VarianceRatio),
            ["notes"] = Texts(difference.Notes),
            ["verdict"] = comparison.Verdict?.Kind.ToString(),
        };
        if (comparison.Verdict is { } verdict)
        {
            json["hypothesis"] = FindingJson.Verdict(verdict);
            json["replicationsToDecide"] = FindingJson.ToDecide(verdict.ReplicationsToDecide);
        }

        return json;
    }
}
