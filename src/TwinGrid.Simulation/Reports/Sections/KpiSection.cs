using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Reports.Charts;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>KPIs: the table of all, a chart of each, and what is uncertain beyond sampling.</summary>
internal static class KpiSection
{
    private const int MostArms = 24;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Raw("<section id=\"kpis\"><h2>KPIs</h2>");
        Table(html, content.Answer);
        var samples = new ArmSamples(content.Plan, content.Results);
        for (var kpi = 0; kpi < content.Plan.Kpis.Length; kpi++)
        {
            Chart(html, content, samples, kpi);
        }

        html.Raw("</section>\n");
        Uncertainty(html, content.Answer);
        Tails(html, content.Answer);
    }

    private static void Table(HtmlWriter html, ExperimentAnswer answer)
    {
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>KPI</th><th>Arm</th><th class=\"r\">Estimate</th><th>Unit</th><th class=\"r\">Interval</th><th class=\"r\">Level</th><th class=\"r\">SD</th><th class=\"r\">Median</th><th class=\"r\">5 % to 95 %</th><th class=\"r\">n</th><th>Method</th></tr></thead><tbody>");
        for (var k = 0; k < answer.Arms[0].Kpis.Count; k++)
        {
            foreach (var arm in answer.Arms)
            {
                var kpi = arm.Kpis[k];
                var estimate = kpi.Estimate;
                double Quantile(double p) => kpi.Quantiles.FirstOrDefault(q => q.Probability == p)?.Value ?? double.NaN;
                html.Write($"""<tr><td>{kpi.Kpi}{Arrow(kpi.Direction)}</td><td>{arm.Name}</td><td class="r"><b>{Figures.WithInterval(estimate)}</b></td><td>{kpi.Unit}</td><td class="r">{Figures.Range(estimate.Lower, estimate.Upper)}</td>""");
                html.Write($"""<td class="r">{Figures.Percent(estimate.Level)}</td><td class="r">{Figures.Of(estimate.StandardDeviation)}</td><td class="r">{Figures.Of(Quantile(0.5))}</td><td class="r">{Figures.Of(Quantile(0.05))} to {Figures.Of(Quantile(0.95))}</td>""");
                html.Write($"""<td class="r">{estimate.N}</td><td class="note">{estimate.Method}</td></tr>""");
            }
        }

        html.Raw("</tbody></table></div><p class=\"note\">↑ more is better, ↓ less is better. An estimate is the mean over the replications unless the KPI asks for a quantile or a probability. In the charts each value is one replication, and the bar below is the interval of what is estimated.</p>");
    }

    private static void Chart(HtmlWriter html, ReportContent content, ArmSamples samples, int kpi)
    {
        var plan = content.Plan.Kpis[kpi];
        // A probability is not on the scale of the values; a single long run has no independent values.
        var hasValues = plan.Definition.Estimator.Kind is EstimatorKind.Mean or EstimatorKind.Quantile && !content.Plan.Document.UsesBatchMeans;
        var arms = content.Answer.Arms.Take(MostArms).Select((arm, i) => new ArmRow(arm.Name, hasValues ? samples[i, kpi].Observed : [], arm.Kpis[kpi].Estimate)).ToArray();
        var unit = content.Answer.Arms[0].Kpis[kpi].Unit;
        html.Write($"<figure><figcaption>{plan.Definition.Id}{Arrow(plan.Definition.Direction)}</figcaption>");
        ArmChart.Draw(html, arms, $"{plan.Definition.Id} by arm", $"{plan.Definition.Id}{Figures.InBrackets(unit)}");
        html.Write($"""<p class="note">{(content.Answer.Arms.Count > MostArms ? $"The first {MostArms} of {content.Answer.Arms.Count} arms." : "")}</p></figure>""");
    }

    private static void Uncertainty(HtmlWriter html, ExperimentAnswer answer)
    {
        var rows = answer.Arms.SelectMany(arm => arm.Kpis.Where(k => k.Uncertainty is not null).Select(k => (arm.Name, Kpi: k, Nested: k.Uncertainty!))).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        html.Raw("<section id=\"uncertainty\"><h2>Sampling, and what is not known of the plant</h2><p>More replications shrink the sampling uncertainty. They do not shrink what is not known of parameters and state: the last column is where the mean of the real plant lies, whatever its parameters and state are within what is known of them.</p>");
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>KPI</th><th>Arm</th><th class=\"r\">Draws</th><th class=\"r\">Replications</th><th>Share of the mean's variance</th><th class=\"r\">SD of sampling</th><th class=\"r\">SD of parameters and state</th><th class=\"r\">The real plant</th><th>Unit</th></tr></thead><tbody>");
        foreach (var (arm, kpi, nested) in rows)
        {
            html.Write($"""<tr><td>{kpi.Kpi}</td><td>{arm}</td><td class="r">{nested.Draws}</td><td class="r">{nested.Replications}</td><td>""");
            Split(html, nested.MeanVarianceFromSampling, nested.MeanVarianceFromDraws);
            html.Write($"""</td><td class="r">{Figures.Of(Math.Sqrt(nested.SamplingVariance ?? double.NaN))}</td><td class="r">{Figures.Of(Math.Sqrt(nested.DrawVariance ?? double.NaN))}</td>""");
            html.Write($"""<td class="r">{(nested.PlantLower is { } low && nested.PlantUpper is { } high ? Figures.Range(low, high) : "–")}</td><td>{kpi.Unit}</td></tr>""");
        }

        html.Raw("</tbody></table></div><p class=\"legend\"><span class=\"swatch first\"></span> sampling <span class=\"swatch total\"></span> parameters and state</p></section>\n");
    }

    private static void Split(HtmlWriter html, double? sampling, double? draws)
    {
        if (sampling is not { } one || draws is not { } other || one + other <= 0)
        {
            html.Raw("<span class=\"note\">can't be told apart</span>");
            return;
        }

        var width = 120 * one / (one + other);
        html.Write($"""<svg class="split" viewBox="0 0 120 12" width="120" height="12" role="img" aria-label="{Figures.Percent(one / (one + other))} sampling"><title>{Figures.Percent(one / (one + other))} sampling, {Figures.Percent(other / (one + other))} parameters and state</title>""");
        html.Write($"""<rect class="first" x="0" y="0" width="{width}" height="12"/><rect class="total" x="{width}" y="0" width="{120 - width}" height="12"/></svg>""");
    }

    private static void Tails(HtmlWriter html, ExperimentAnswer answer)
    {
        var rows = answer.Arms.SelectMany(arm => arm.Kpis.SelectMany(k => k.WorstTails.Select(t => (arm.Name, Kpi: k, Tail: t)))).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        html.Raw("<section id=\"tails\"><h2>Worst outcomes</h2><p>The mean of the worst replications (conditional value at risk), and the bound from which they count as such.</p><div class=\"scroll\"><table><thead><tr><th>KPI</th><th>Arm</th><th>Which</th><th class=\"r\">Mean</th><th class=\"r\">Bound</th><th>Unit</th><th class=\"r\">n</th><th>Mind</th></tr></thead><tbody>");
        foreach (var (arm, kpi, tail) in rows)
        {
            html.Write($"""<tr><td>{kpi.Kpi}</td><td>{arm}</td><td>{(tail.Tail == Statistics.Risks.Tail.Upper ? "highest" : "lowest")} {Figures.Percent(tail.Share)}</td><td class="r"><b>{Figures.WithInterval(tail.Mean)}</b></td><td class="r">{Figures.Of(tail.Threshold)}</td><td>{kpi.Unit}</td><td class="r">{tail.Mean.N}</td><td class="note">{string.Join("; ", tail.Mean.Notes)}</td></tr>""");
        }

        html.Raw("</tbody></table></div></section>\n");
    }

    private static string Arrow(KpiDirection direction) => direction switch
    {
        KpiDirection.Maximise => " ↑",
        KpiDirection.Minimise => " ↓",
        _ => "",
    };
}
