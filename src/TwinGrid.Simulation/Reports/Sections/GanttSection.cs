using TwinGrid.Simulation.Reports.Charts;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>The Gantt chart of the first replication of each arm.</summary>
internal static class GanttSection
{
    private const int MostArms = 6;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var charts = content.Results.Select((arm, i) => (Arm: i, Record: arm.Count > 0 ? arm[0].Gantt : null)).Where(c => c.Record is not null).Take(MostArms).ToList();
        if (charts.Count == 0)
        {
            return;
        }

        html.Raw("<section id=\"gantt\"><h2>What happened in the first replication</h2>");
        foreach (var (arm, record) in charts)
        {
            var plan = content.Plan.Arms[arm];
            html.Write($"""<figure class="wide"><figcaption>{plan.Name}</figcaption>""");
            GanttChart.Draw(html, record!, content.Plan.Clock, [.. plan.Timed.Select(t => (t.Name, content.Plan.Clock.Seconds(t.At)))], $"phases of the components, arm {plan.Name}");
            if (record!.IsCut)
            {
                html.Write($"""<p class="note">Kept up to {Figures.Time(content.Plan.Clock.Seconds(new Model.Time.SimTime(record.EndTicks)))}: more would be too much for a chart.</p>""");
            }

            html.Raw("</figure>");
        }

        html.Raw("</section>\n");
    }
}
