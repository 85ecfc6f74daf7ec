using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Answers;

namespace TwinGrid.Cli.Simulations;

/// <summary>An answer as tables for people, or as CSV.</summary>
internal static class AnswerSheets
{
    private static readonly Sheet<(ArmAnswer Arm, KpiAnswer Kpi)> Kpis = new Sheet<(ArmAnswer Arm, KpiAnswer Kpi)>()
        .Column("arm", row => row.Arm.Name)
        .Column("kpi", row => row.Kpi.Kpi)
        .Column("mean", row => row.Kpi.Estimate.Mean)
        .Column("halfWidth", row => row.Kpi.Estimate.HalfWidth)
        .Column("lower", row => row.Kpi.Estimate.Lower)
        .Column("upper", row => row.Kpi.Estimate.Upper)
        .Column("unit", row => row.Kpi.Unit)
        .Column("level", row => row.Kpi.Estimate.Level)
        .Column("n", row => row.Kpi.Estimate.N)
        .Column("method", row => row.Kpi.Estimate.Method);

    private static readonly Sheet<ComparisonAnswer> Differences = new Sheet<ComparisonAnswer>()
        .Column("difference", row => $"{row.Treatment} - {row.Control}")
        .Column("kpi", row => row.Kpi)
        .Column("mean", row => row.Difference.Mean)
        .Column("lower", row => row.Difference.Lower)
        .Column("upper", row => row.Difference.Upper)
        .Column("unit", row => row.Unit)
        .Column("level", row => row.Difference.Level)
        .Column("p", row => row.PValue)
        .Column("verdict", row => row.Hypothesis?.Verdict.ToString() ?? "");

    public static async Task PrintAsync(CliConsole console, OutputFormat format, ExperimentAnswer answer, double seconds)
    {
        if (format == OutputFormat.Table && answer.Document.Question is { } question)
        {
            await console.Out.WriteLineAsync(question);
        }

        await Kpis.PrintAsync(console, format, answer.Arms.SelectMany(a => a.Kpis.Select(k => (a, k))));
        if (format != OutputFormat.Table)
        {
            return;
        }

        if (answer.Comparisons.Count > 0)
        {
            await Differences.PrintAsync(console, format, answer.Comparisons);
        }

        foreach (var judged in answer.Comparisons.Where(c => c.Hypothesis is not null))
        {
            await console.Out.WriteLineAsync($"{judged.Hypothesis!.Verdict}: {judged.Kpi} of {judged.Treatment} against {judged.Control}. {judged.Hypothesis.Rule}.");
        }

        foreach (var warning in answer.Warnings)
        {
            await console.Error.WriteLineAsync($"warning: {warning}");
        }

        await console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{answer.Replications} replications, {answer.Events} events, {seconds:0.###} s, digest {answer.Digest[..16]}"));
    }
}
