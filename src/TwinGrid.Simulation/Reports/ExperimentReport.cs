using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Reports.Sections;

namespace TwinGrid.Simulation.Reports;

/// <summary>The report of a run as one HTML file for people: nothing is fetched from elsewhere, it reads in light and dark, and prints.</summary>
public static class ExperimentReport
{
    /// <summary>The page, verdicts first.</summary>
    /// <returns>HTML; the same content gives the same bytes.</returns>
    public static string Html(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var html = new HtmlWriter();
        var document = content.Answer.Document;
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">");
        html.Write($"<title>{document.Name}</title>").Raw($"<style>{ReportStyle.Css}</style></head><body><main>\n");
        Header(html, content, document);
        VerdictSection.Write(html, content);
        KpiSection.Write(html, content);
        ComparisonSection.Write(html, content);
        RiskSection.Write(html, content);
        FactorSection.Write(html, content);
        GanttSection.Write(html, content);
        RecordSection.Write(html, content);
        html.Write($"<footer>TwinGrid {content.Record.Engine}. Digest {content.Record.Digest}.</footer>").Raw("</main></body></html>\n");
        return html.ToString();
    }

    private static void Header(HtmlWriter html, ReportContent content, ExperimentDocument document)
    {
        var plan = content.Plan;
        html.Write($"""<header><p class="kind">{document.Kind.ToString()} · {document.Name}</p><h1>{document.Question ?? document.Name}</h1><p class="meta">""");
        string[] facts =
        [
            $"{plan.Arms.Length} {(plan.Arms.Length == 1 ? "arm" : "arms")}",
            Replications(content),
            $"{Figures.Time(document.HorizonSeconds)} each",
            document.Analysis == AnalysisKind.SteadyState ? "steady state" : "terminating",
            document.Start.From switch { StartKind.Live => "from the live plant", StartKind.Snapshot => "from a stored cut", _ => "from empty" },
            document.CommonRandomNumbers ? "common random numbers" : "independent arms",
            $"seed {document.Seed}",
        ];
        foreach (var fact in content.Origin.Length == 0 ? facts : facts.Append(content.Origin))
        {
            html.Write($"<span>{fact}</span>");
        }

        html.Raw("</p><nav>");
        foreach (var (id, title) in Parts(content))
        {
            html.Write($"""<a href="#{id}">{title}</a>""");
        }

        html.Raw("</nav></header>\n");
    }

    private static string Replications(ReportContent content)
    {
        var counts = content.Record.Replications;
        return counts.IsEmpty ? "" : counts.Min() == counts.Max() ? $"{counts[0]} {(counts[0] == 1 ? "replication" : "replications")} of each" : $"{counts.Min()} to {counts.Max()} replications of each";
    }

    private static IEnumerable<(string Id, string Title)> Parts(ReportContent content)
    {
        var answer = content.Answer;
        (string, string, bool)[] all =
        [
            ("verdicts", "Verdicts", true),
            ("kpis", "KPIs", true),
            ("uncertainty", "Uncertainty", answer.Arms.Any(a => a.Kpis.Any(k => k.Uncertainty is not null))),
            ("tails", "Worst outcomes", answer.Arms.Any(a => a.Kpis.Any(k => k.WorstTails.Count > 0))),
            ("differences", "Differences", answer.Comparisons.Count > 0),
            ("tradeoffs", "Trade-offs", answer.Tradeoffs is not null),
            ("risks", "Guards and acceptance", answer.Guards.Count + answer.Acceptance.Count > 0),
            ("effects", "Effects", answer.Effects.Count > 0),
            ("drivers", "Drivers", answer.Drivers.Count > 0),
            ("gantt", "Gantt", content.Results.Any(r => r.Count > 0 && r[0].Gantt is not null)),
            ("warnings", "Warnings", answer.Warnings.Count > 0),
            ("model", "Model", true),
            ("record", "Record", true),
            ("checklist", "Checklist", true),
        ];
        return all.Where(p => p.Item3).Select(p => (p.Item1, p.Item2));
    }
}
