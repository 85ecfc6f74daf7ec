using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Reports.Charts;
using TwinGrid.Simulation.Statistics.Hypotheses;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>Differences between arms, and trade-offs between KPIs.</summary>
internal static class ComparisonSection
{
    private const int MostRows = 40;
    private const int MostPairs = 3;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var answer = content.Answer;
        if (answer.Comparisons.Count > 0)
        {
            html.Raw("<section id=\"differences\"><h2>Differences</h2>");
            foreach (var kpi in answer.Comparisons.GroupBy(c => c.Kpi))
            {
                Chart(html, kpi.Key, [.. kpi]);
            }

            Table(html, answer.Comparisons);
            html.Raw("</section>\n");
        }

        Tradeoffs(html, answer);
    }

    private static void Chart(HtmlWriter html, string kpi, IReadOnlyList<ComparisonAnswer> comparisons)
    {
        var rows = comparisons.Take(MostRows).Select(c => new DifferenceRow(
            $"{c.Treatment} − {c.Control}", c.Difference.Mean, c.Difference.Lower, c.Difference.Upper,
            c.Hypothesis is { } judged ? VerdictSection.Class(judged.Verdict) : "plain", Effects(c.Hypothesis))).ToArray();
        html.Write($"<figure><figcaption>{kpi}: differences between arms</figcaption>");
        DifferenceChart.Draw(html, rows, $"differences of {kpi}", $"difference of {kpi}{Figures.InBrackets(comparisons[0].Unit)}");
        html.Write($"""<p class="note">{(rows.Any(r => r.Effects.Count > 0) ? "A dashed mark is the effect from which on a claim would hold." : "")}{(comparisons.Count > MostRows ? $" The first {MostRows} of {comparisons.Count} differences." : "")}</p></figure>""");
    }

    private static IReadOnlyList<double> Effects(ClaimResult? judged) => judged?.Claim switch
    {
        null => [],
        { Alternative: Alternative.Greater } claim => [claim.MinimumEffect],
        { Alternative: Alternative.Less } claim => [-claim.MinimumEffect],
        var claim => [-claim.MinimumEffect, claim.MinimumEffect],
    };

    private static void Table(HtmlWriter html, IReadOnlyList<ComparisonAnswer> comparisons)
    {
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>KPI</th><th>Difference</th><th class=\"r\">Mean</th><th>Unit</th><th class=\"r\">Interval</th><th class=\"r\">Level</th><th class=\"r\">p</th><th class=\"r\">n</th><th class=\"r\" title=\"correlation of the arms under common random numbers\">Correlation</th><th>Verdict</th></tr></thead><tbody>");
        foreach (var one in comparisons)
        {
            var difference = one.Difference;
            html.Write($"""<tr><td>{one.Kpi}</td><td>{one.Treatment} − {one.Control}</td><td class="r"><b>{Figures.WithInterval(difference.Mean, difference.HalfWidth)}</b></td><td>{one.Unit}</td><td class="r">{Figures.Range(difference.Lower, difference.Upper)}</td><td class="r">{Figures.Percent(difference.Level)}</td><td class="r">{Figures.P(one.PValue)}</td><td class="r">{difference.N}</td><td class="r">{(difference.Correlation is { } correlation ? Figures.Of(correlation, 0.1) : "–")}</td><td>""");
            if (one.Hypothesis is { } judged)
            {
                VerdictSection.Badge(html, judged.Verdict);
            }

            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div>");
    }

    private static void Tradeoffs(HtmlWriter html, ExperimentAnswer answer)
    {
        if (answer.Tradeoffs is not { } tradeoffs)
        {
            return;
        }

        html.Write($"""<section id="tradeoffs"><h2>Trade-offs</h2><p>Arms on the front (filled) are beaten by no other arm in all of {string.Join(", ", tradeoffs.Kpis)}. Dominance is told with confidence {Figures.Percent(tradeoffs.Set.Confidence)} by {tradeoffs.Set.Method}.</p>""");
        var pairs = tradeoffs.Kpis.SelectMany((x, i) => tradeoffs.Kpis.Skip(i + 1).Select(y => (x, y))).Take(MostPairs);
        foreach (var (first, second) in pairs)
        {
            var points = answer.Arms.Select((arm, i) => new ScatterPoint(
                arm.Name, arm.Kpis.First(k => k.Kpi == first), arm.Kpis.First(k => k.Kpi == second), tradeoffs.Set.Arms[i].OnFront, Charts.Chart.Colour(i))).ToArray();
            html.Write($"<figure><figcaption>{first} against {second}</figcaption>");
            ScatterChart.Draw(html, points, $"{first} against {second} by arm");
            html.Raw("</figure>");
        }

        html.Raw("<div class=\"scroll\"><table><thead><tr><th>Arm</th><th>On the front</th><th>Beaten by means</th><th>Beaten with confidence</th></tr></thead><tbody>");
        foreach (var arm in tradeoffs.Set.Arms)
        {
            string Names(IEnumerable<int> arms) => string.Join(", ", arms.Select(i => answer.Arms[i].Name));
            html.Write($"<tr><td>{answer.Arms[arm.Arm].Name}</td><td>{(arm.OnFront ? "yes" : arm.MayBeOnFront ? "can't be ruled out" : "no")}</td><td>{Names(arm.DominatedByMeans)}</td><td>{Names(arm.DominatedWithConfidence)}</td></tr>");
        }

        html.Raw("</tbody></table></div></section>\n");
    }
}
