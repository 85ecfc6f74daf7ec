using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>Guards and acceptance rules, arm by arm.</summary>
internal static class RiskSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var answer = content.Answer;
        if (answer.Guards.Count + answer.Acceptance.Count == 0)
        {
            return;
        }

        html.Raw("<section id=\"risks\"><h2>Guards and acceptance</h2><div class=\"scroll\"><table><thead><tr><th>Arm</th><th>KPI</th><th>Rule</th><th>Verdict</th><th class=\"r\" title=\"interval of the mean minus the limit, or minus the mean of the arm that it is held against\">Mean minus its base</th><th>In a single replication</th><th>Mind</th></tr></thead><tbody>");
        foreach (var guard in answer.Guards)
        {
            var mean = guard.Result.Mean;
            html.Write($"<tr><td>{guard.Arm}</td><td>{guard.Kpi}</td><td>{guard.Guard}</td><td>");
            VerdictSection.Badge(html, mean.Verdict, mean.Verdict switch { Statistics.Hypotheses.Verdict.Supported => "Kept", Statistics.Hypotheses.Verdict.Refuted => "Broken", _ => "Not decided" });
            html.Write($"""</td><td class="r">{Figures.Range(mean.Difference.Lower, mean.Difference.Upper)}{Figures.Unit(guard.Unit)}</td><td>broken with chance {Share(guard.Result.Violation)}</td><td class="note">{ToDecide(mean.ReplicationsToDecide)}</td></tr>""");
        }

        foreach (var rule in answer.Acceptance)
        {
            html.Write($"<tr><td>{rule.Arm}</td><td>{rule.Kpi}</td><td>{rule.Rule}</td><td>");
            VerdictSection.Badge(html, rule.Result.Verdict, rule.Result.Verdict switch { Statistics.Hypotheses.Verdict.Supported => "Acceptable", Statistics.Hypotheses.Verdict.Refuted => "Not acceptable", _ => "Not decided" });
            html.Write($"""</td><td class="r">–</td><td>kept with chance {Share(rule.Result.Kept)}</td><td class="note">{ToDecide(rule.Result.ReplicationsToDecide)}</td></tr>""");
        }

        html.Raw("</tbody></table></div></section>\n");
    }

    private static string Share(ProportionEstimate? share) =>
        share is null ? "that can't be told" : $"{Figures.Percent(share.Proportion)} ({Figures.Percent(share.Lower)} to {Figures.Percent(share.Upper)})";

    private static string ToDecide(long? replications) => replications is { } n ? $"about {Figures.Count(n)} replications would decide it" : "";
}
