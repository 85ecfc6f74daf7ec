using System.Text.Encodings.Web;
using System.Text.Json;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Cli.Simulations;

/// <summary>An answer as one JSON object, the contract of scripts. What is not known is null.</summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, on one line.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="seconds">Wall time of the run.</param>
    public static string Write(ExperimentAnswer answer, double seconds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("name", answer.Document.Name);
            WriteList(json, "arms", answer.Arms, WriteArm);
            WriteList(json, "comparisons", answer.Comparisons, WriteComparison);
            WriteList(json, "warnings", answer.Warnings, static (writer, warning) => writer.WriteStringValue(warning));
            json.WriteString("digest", answer.Digest);
            json.WriteNumber("replications", answer.Replications);
            json.WriteNumber("events", answer.Events);
            json.WriteNumber("seconds", Math.Round(seconds, 6));
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteArm(Utf8JsonWriter json, ArmAnswer arm)
    {
        json.WriteStartObject();
        json.WriteString("name", arm.Name);
        WriteList(json, "kpis", arm.Kpis, WriteKpi);
        json.WriteEndObject();
    }

    private static void WriteKpi(Utf8JsonWriter json, KpiAnswer kpi)
    {
        json.WriteStartObject();
        json.WriteString("name", kpi.Kpi);
        json.WriteString("unit", kpi.Unit);
        var estimate = kpi.Estimate;
        Number(json, "mean", estimate.Mean);
        Number(json, "halfWidth", estimate.HalfWidth);
        json.WriteNumber("level", estimate.Level);
        json.WriteNumber("n", estimate.N);
        Number(json, "lower", estimate.Lower);
        Number(json, "upper", estimate.Upper);
        Number(json, "standardDeviation", estimate.StandardDeviation);
        json.WriteString("method", estimate.Method);
        WriteList(json, "quantiles", kpi.Quantiles, WriteQuantile);
        json.WriteEndObject();
    }

    private static void WriteQuantile(Utf8JsonWriter json, QuantileEstimate quantile)
    {
        json.WriteStartObject();
        json.WriteNumber("probability", quantile.Probability);
        Number(json, "value", quantile.Value);
        Number(json, "lower", quantile.Lower ?? double.NaN);
        Number(json, "upper", quantile.Upper ?? double.NaN);
        json.WriteEndObject();
    }

    private static void WriteComparison(Utf8JsonWriter json, ComparisonAnswer comparison)
    {
        json.WriteStartObject();
        json.WriteString("kpi", comparison.Kpi);
        json.WriteStartArray("arms");
        json.WriteStringValue(comparison.Treatment);
        json.WriteStringValue(comparison.Control);
        json.WriteEndArray();
        var difference = comparison.Difference;
        Number(json, "mean", difference.Mean);
        Number(json, "lower", difference.Lower);
        Number(json, "upper", difference.Upper);
        json.WriteNumber("level", difference.Level);
        json.WriteNumber("n", difference.N);
        Number(json, "p", comparison.PValue);
        json.WriteString("unit", comparison.Unit);
        json.WriteString("method", difference.Method);
        if (comparison.Hypothesis is { } judged)
        {
            json.WriteString("verdict", judged.Verdict.ToString());
            if (judged.ReplicationsToDecide is { } needed)
            {
                json.WriteNumber("replicationsToDecide", needed);
            }
        }
        else
        {
            json.WriteNull("verdict");
        }

        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
