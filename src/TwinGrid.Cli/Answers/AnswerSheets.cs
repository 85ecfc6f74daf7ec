using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>An answer as tables for people; as CSV the KPIs of the arms alone.</summary>
internal static class AnswerSheets
{
    private static readonly Sheet<(ArmResult Arm, KpiResult Kpi)> Kpis = new Sheet<(ArmResult Arm, KpiResult Kpi)>()
        .Column("arm", row => row.Arm.Arm)
        .Column("kpi", row => row.Kpi.Kpi)
        .Column("mean", row => row.Kpi.Estimate.Mean)
        .Column("halfWidth", row => row.Kpi.Estimate.HalfWidth)
        .Column("lower", row => row.Kpi.Estimate.Lower)
        .Column("upper", row => row.Kpi.Estimate.Upper)
        .Column("unit", row => row.Kpi.Unit)
        .Column("level", row => row.Kpi.Estimate.Level)
        .Column("n", row => row.Kpi.Estimate.N)
        .Column("method", row => row.Kpi.Estimate.Method);

    private static readonly Sheet<Comparison> Differences = new Sheet<Comparison>()
        .Column("difference", row => $"{row.Treatment} - {row.Control}")
        .Column("kpi", row => row.Kpi)
        .Column("mean", row => row.Difference.Mean)
        .Column("lower", row => row.Difference.Lower)
        .Column("upper", row => row.Difference.Upper)
        .Column("unit", row => row.Unit)
        .Column("level", row => row.Difference.Level)
        .Column("p", row => row.PValue)
        .Column("verdict", row => row.Verdict?.Kind.ToString() ?? "");

    private static readonly Sheet<(string Arm, string Kpi, string Unit, Uncertainty Uncertainty)> Uncertain = new Sheet<(string Arm, string Kpi, string Unit, Uncertainty Uncertainty)>()
        .Column("arm", row => row.Arm)
        .Column("kpi", row => row.Kpi)
        .Column("draws", row => row.Uncertainty.Draws)
        .Column("replications", row => row.Uncertainty.Replications)
        .Column("sdOfSampling", row => Math.Sqrt(row.Uncertainty.SamplingVariance))
        .Column("sdOfParametersAndState", row => Math.Sqrt(row.Uncertainty.DrawVariance))
        .Column("plantLower", row => row.Uncertainty.PlantLower)
        .Column("plantUpper", row => row.Uncertainty.PlantUpper)
        .Column("unit", row => row.Unit);

    private static readonly Sheet<(string Arm, string Kpi, string Unit, TailRisk Tail)> Tails = new Sheet<(string Arm, string Kpi, string Unit, TailRisk Tail)>()
        .Column("arm", row => row.Arm)
        .Column("kpi", row => row.Kpi)
        .Column("worst", row => string.Create(CultureInfo.InvariantCulture, $"{(row.Tail.Upper ? "highest" : "lowest")} {100 * row.Tail.Share:0.#} %"))
        .Column("mean", row => row.Tail.Mean.Mean)
        .Column("lower", row => row.Tail.Mean.Lower)
        .Column("upper", row => row.Tail.Mean.Upper)
        .Column("bound", row => row.Tail.Threshold)
        .Column("unit", row => row.Unit)
        .Column("n", row => row.Tail.Mean.N);

    private static readonly Sheet<DocumentDefault> Defaults = new Sheet<DocumentDefault>()
        .Column("default", row => row.Path)
        .Column("value", row => row.Value)
        .Column("meaning", row => row.Meaning);

    /// <summary>Prints an answer.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="format">Table or CSV.</param>
    /// <param name="question">What is asked; "" = not told.</param>
    /// <param name="result">The answer.</param>
    /// <param name="withDefaults">Whether the document's defaults are shown.</param>
    public static async Task PrintAsync(CliConsole console, OutputFormat format, string question, RunResult result, bool withDefaults)
    {
        var kpis = result.Arms.SelectMany(a => a.Kpis.Select(k => (Arm: a, Kpi: k))).ToList();
        if (format != OutputFormat.Table)
        {
            await Kpis.PrintAsync(console, format, kpis);
            return;
        }

        if (question.Length > 0)
        {
            await console.Out.WriteLineAsync(question);
        }

        // What was asked is answered first.
        foreach (var judged in result.Comparisons.Where(c => c.Verdict is not null))
        {
            var (difference, unit) = (judged.Difference, judged.Unit == "1" ? "" : $" {judged.Unit}");
            await console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{judged.Verdict.Kind}: {judged.Kpi}, {judged.Treatment} - {judged.Control}, is {difference.Mean:G4}{unit}, {difference.Lower:G4} to {difference.Upper:G4}. {judged.Verdict.Rule}.{Outlook(judged.Verdict)}"));
        }

        if (withDefaults)
        {
            await PartAsync(console, "Defaults, filled in where the document says nothing", Defaults, result.Defaults);
        }

        await PartAsync(console, "KPIs", Kpis, kpis);
        await PartAsync(console, "Parameter and state uncertainty, told apart from sampling", Uncertain, kpis.Where(k => k.Kpi.Uncertainty is not null).Select(k => (k.Arm.Arm, k.Kpi.Kpi, k.Kpi.Unit, k.Kpi.Uncertainty)));
        await PartAsync(console, "Worst outcomes", Tails, kpis.SelectMany(k => k.Kpi.WorstTails.Select(t => (k.Arm.Arm, k.Kpi.Kpi, k.Kpi.Unit, t))));
        await PartAsync(console, "Differences", Differences, result.Comparisons);
        await FindingSheets.PrintAsync(console, result);
        if (result.Hindcast is { } hindcast)
        {
            await HindcastSheet.PrintAsync(console, format, hindcast);
        }
    }

    /// <summary>A heading and a table; nothing when there are no rows.</summary>
    public static async Task PartAsync<T>(CliConsole console, string heading, Sheet<T> sheet, IEnumerable<T> rows)
    {
        var list = rows.ToList();
        if (list.Count > 0)
        {
            await console.Out.WriteLineAsync();
            await console.Out.WriteLineAsync(heading);
            await sheet.PrintAsync(console, OutputFormat.Table, list);
        }
    }

    private static string Outlook(Verdict verdict) => verdict switch
    {
        { Kind: not VerdictKind.Inconclusive } => "",
        { ReplicationsToDecide: > 0 } => string.Create(CultureInfo.InvariantCulture, $" About {verdict.ReplicationsToDecide} replications of each arm would decide it."),
        _ => " No feasible number of replications would decide it.",
    };
}
