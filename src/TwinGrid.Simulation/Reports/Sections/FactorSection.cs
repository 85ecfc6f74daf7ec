using TwinGrid.Simulation.Reports.Charts;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>What the factors of a design do, and what drives the KPIs.</summary>
internal static class FactorSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var answer = content.Answer;
        if (answer.Effects.Count > 0)
        {
            html.Raw("<section id=\"effects\"><h2>Effects of the factors</h2><p>The mean at the high level minus the mean at the low one; of an interaction, of the product.</p>");
            foreach (var effects in answer.Effects)
            {
                var unit = content.Answer.Arms[0].Kpis.First(k => k.Kpi == effects.Kpi).Unit;
                var rows = effects.Analysis.Effects.Select(e => new DifferenceRow(
                    e.AliasedWith.Count == 0 ? e.Term : $"{e.Term} (or {string.Join(", ", e.AliasedWith)})", e.Effect.Mean, e.Effect.Lower, e.Effect.Upper, "plain", [])).ToArray();
                html.Write($"<figure><figcaption>{effects.Kpi}</figcaption>");
                DifferenceChart.Draw(html, rows, $"effects on {effects.Kpi}", $"effect on {effects.Kpi}{Figures.InBrackets(unit)}");
                html.Write($"""<p class="note">{effects.Analysis.Method}. {string.Join(" ", effects.Analysis.Notes.Select(n => n + "."))}</p></figure>""");
            }

            html.Raw("</section>\n");
        }

        if (answer.Drivers.Count > 0)
        {
            html.Raw("<section id=\"drivers\"><h2>What drives the KPIs</h2>");
            foreach (var driver in answer.Drivers)
            {
                var indices = driver.Indices;
                html.Write($"<figure><figcaption>{driver.Kpi}</figcaption>");
                if (indices.First.Count > 0)
                {
                    ShareChart.Draw(html, driver.Factors, indices, $"Sobol' indices of {driver.Kpi}");
                }

                html.Write($"""<p class="note">{indices.Method}; {indices.Samples} base samples of {indices.Replications} replications, {Figures.Percent(indices.Level)} intervals. {string.Join(" ", indices.Notes.Select(n => n + "."))}</p></figure>""");
            }

            html.Raw("</section>\n");
        }
    }
}
