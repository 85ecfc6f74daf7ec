using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>What an answer says beyond estimates, as tables.</summary>
internal static class FindingSheets
{
    private static readonly Sheet<GuardResult> Guards = new Sheet<GuardResult>()
        .Column("arm", row => row.Arm)
        .Column("kpi", row => row.Kpi)
        .Column("guard", row => row.Guard)
        .Column("kept", row => Word(row.Mean.Kind))
        .Column("chanceOfViolation", row => row.Violation?.Share_ ?? double.NaN)
        .Column("lower", row => row.Violation?.Lower ?? double.NaN)
        .Column("upper", row => row.Violation?.Upper ?? double.NaN);

    private static readonly Sheet<AcceptanceResult> Acceptance = new Sheet<AcceptanceResult>()
        .Column("arm", row => row.Arm)
        .Column("kpi", row => row.Kpi)
        .Column("rule", row => row.Rule)
        .Column("acceptable", row => Word(row.Verdict))
        .Column("share", row => row.Kept.Share_)
        .Column("lower", row => row.Kept.Lower)
        .Column("upper", row => row.Kept.Upper);

    private static readonly Sheet<TradeoffArm> Tradeoffs = new Sheet<TradeoffArm>()
        .Column("arm", row => row.Arm)
        .Column("onFront", row => row.DominatedByMeans.Count == 0 ? "yes" : row.DominatedWithConfidence.Count == 0 ? "can't be ruled out" : "no")
        .Column("beatenByMeans", row => string.Join(", ", row.DominatedByMeans))
        .Column("beatenWithConfidence", row => string.Join(", ", row.DominatedWithConfidence));

    private static readonly Sheet<(string Kpi, Effect Effect)> Effects = new Sheet<(string Kpi, Effect Effect)>()
        .Column("kpi", row => row.Kpi)
        .Column("effect", row => row.Effect.Term)
        .Column("mean", row => row.Effect.Effect_.Mean)
        .Column("lower", row => row.Effect.Effect_.Lower)
        .Column("upper", row => row.Effect.Effect_.Upper)
        .Column("share", row => row.Effect.Share)
        .Column("p", row => row.Effect.PValue)
        .Column("aliasedWith", row => string.Join(", ", row.Effect.AliasedWith));

    private static readonly Sheet<(string Kpi, FactorIndices Factor)> Drivers = new Sheet<(string Kpi, FactorIndices Factor)>()
        .Column("kpi", row => row.Kpi)
        .Column("factor", row => row.Factor.Path)
        .Column("alone", row => Index(row.Factor.First))
        .Column("withInteractions", row => Index(row.Factor.Total));

    /// <summary>Prints what there is.</summary>
    public static async Task PrintAsync(CliConsole console, RunResult result)
    {
        await AnswerSheets.PartAsync(console, "Guards", Guards, result.Guards);
        await AnswerSheets.PartAsync(console, "Acceptance", Acceptance, result.Acceptance);
        if (result.Tradeoffs is { } tradeoffs)
        {
            var heading = string.Create(CultureInfo.InvariantCulture, $"Trade-offs between {string.Join(", ", tradeoffs.Kpis)}; dominance with confidence {tradeoffs.Confidence:0.##}");
            await AnswerSheets.PartAsync(console, heading, Tradeoffs, tradeoffs.Arms);
        }

        await AnswerSheets.PartAsync(console, "Effects of the factors", Effects, result.Effects.SelectMany(e => e.Effects.Select(one => (e.Kpi, one))));
        await AnswerSheets.PartAsync(console, "What drives the KPIs: shares of their variance (Sobol')", Drivers, result.Drivers.SelectMany(d => d.Factors.Select(f => (d.Kpi, f))));
        if (result.Selection is { } selection)
        {
            var best = selection.Best.Length > 0 ? selection.Best : $"not decided between {string.Join(", ", selection.Survivors)}";
            await console.Out.WriteLineAsync();
            await console.Out.WriteLineAsync($"Best arm: {best}. {selection.Method}: {selection.Guarantee}.");
        }
    }

    private static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Supported => "yes",
        VerdictKind.Refuted => "no",
        _ => "not decided",
    };

    private static string Index(SensitivityIndex index) => string.Create(CultureInfo.InvariantCulture, $"{index.Value:0.000} ({index.Lower:0.000} to {index.Upper:0.000})");
}
