using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>What was forecast beside what then happened, as a table.</summary>
internal static class HindcastSheet
{
    private static readonly Sheet<HindcastKpi> Kpis = new Sheet<HindcastKpi>()
        .Column("arm", row => row.Arm)
        .Column("kpi", row => row.Kpi)
        .Column("observed", row => row.Observed)
        .Column("forecast", row => row.Mean)
        .Column("error", row => row.Error)
        .Column("lower", row => row.Lower)
        .Column("upper", row => row.Upper)
        .Column("unit", row => row.Unit)
        .Column("level", row => row.Level)
        .Column("p", row => row.PValue)
        .Column("score", row => row.Score)
        .Column("known", row => row.KnownShare)
        .Column("n", row => row.N);

    /// <summary>Prints it; notes go to the messages.</summary>
    public static async Task PrintAsync(CliConsole console, OutputFormat format, Hindcast hindcast)
    {
        if (format == OutputFormat.Table)
        {
            await AnswerSheets.PartAsync(console, Heading(hindcast), Kpis, hindcast.Kpis);
        }
        else
        {
            await Kpis.PrintAsync(console, format, hindcast.Kpis);
        }

        foreach (var note in hindcast.Notes.Concat(hindcast.Kpis.SelectMany(k => k.Notes.Select(n => $"{k.Kpi} of {k.Arm}: {n}"))))
        {
            await console.Error.WriteLineAsync(note);
        }
    }

    private static string Heading(Hindcast hindcast) =>
        $"Forecast and what then happened, {Cells.ToText(new Instant(hindcast.From))} to {Cells.ToText(new Instant(hindcast.Until))}; lower to upper is where one more replication lies";
}
