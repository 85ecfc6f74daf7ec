using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>What components were doing when, in one replication: all of it, and where that is too dense to be read the beginning by itself.</summary>
internal static class GanttChart
{
    private const double Left = 210;
    private const double Right = 10;
    private const double RowHeight = 20;
    private const double BarHeight = 16;
    private const int MostRows = 60;

    /// <summary>Spans of a row beyond which they can't be told apart.</summary>
    private const int ReadableSpans = 150;

    /// <summary>Narrower spans can't be seen: what stands longest in the same place stands for them.</summary>
    private const double LeastWidth = 1;

    private static readonly string[] Known = ["starved", "waiting", "setup", "processing", "blocked", "down", "maintenance", "offShift", "idle"];

    public static void Draw(HtmlWriter html, GanttRecord record, SimClock clock, IReadOnlyList<(string Name, double Seconds)> marks, string label)
    {
        var rows = record.Spans.GroupBy(s => s.Row).Where(g => g.Key < MostRows).ToDictionary(g => g.Key, g => g.OrderBy(s => s.StartTicks).ToArray());
        var end = clock.Seconds(new SimTime(record.EndTicks));
        var dense = rows.Values.Max(r => r.Length);
        Part(html, record, rows, clock, end, marks, label, withTips: dense <= ReadableSpans);
        if (dense > ReadableSpans)
        {
            // As much as the row with the most spans can show.
            var until = clock.Seconds(new SimTime(rows.Values.Where(r => r.Length > ReadableSpans).Min(r => r[ReadableSpans].StartTicks)));
            html.Raw("<p class=\"note\">The beginning in detail:</p>");
            Part(html, record, rows, clock, until, marks, $"{label}, the beginning", withTips: true);
        }

        Legend(html, record);
        if (record.Rows.Length > MostRows)
        {
            html.Write($"""<p class="note">The first {MostRows} of {record.Rows.Length} rows are shown.</p>""");
        }
    }

    private static void Part(
        HtmlWriter html, GanttRecord record, Dictionary<int, GanttSpan[]> rows, SimClock clock, double end, IReadOnlyList<(string Name, double Seconds)> marks, string label, bool withTips)
    {
        var count = Math.Min(record.Rows.Length, MostRows);
        var bottom = count * RowHeight + 6;
        var (unit, seconds) = TimeUnit(end);
        var axis = new Axis(0, Math.Max(end / seconds, 1e-12), Left, Chart.Width - Right);
        Chart.Begin(html, Chart.Width, bottom + 36, label);
        Chart.HorizontalAxis(html, axis, 2, bottom, $"time from the start ({unit})");
        for (var row = 0; row < count; row++)
        {
            var (component, server) = record.Rows[row];
            var several = record.Rows.Any(r => r.Component == component && r.Server != server);
            var y = 4 + row * RowHeight;
            Chart.RowName(html, several ? $"{component} #{server + 1}" : component, Left - 10, y + 13);
            var spans = rows.GetValueOrDefault(row, []).Select(s => (Span: s, From: clock.Seconds(new SimTime(s.StartTicks)), To: clock.Seconds(new SimTime(s.EndTicks)))).Where(s => s.From < end).ToArray();
            if (withTips)
            {
                EachSpan(html, record, spans, axis, seconds, y);
            }
            else
            {
                ByPhase(html, record, spans, axis, seconds, y);
            }
        }

        foreach (var (name, at) in marks.Where(m => m.Seconds <= end))
        {
            html.Write($"""<line class="mark" x1="{axis.At(at / seconds)}" y1="0" x2="{axis.At(at / seconds)}" y2="{bottom}"><title>{name}</title></line>""");
        }

        Chart.End(html);
    }

    private static void EachSpan(HtmlWriter html, GanttRecord record, (GanttSpan Span, double From, double To)[] spans, Axis axis, double seconds, double y)
    {
        foreach (var (span, from, to) in spans)
        {
            var (x, phase) = (axis.At(from / seconds), record.Phases[span.Phase]);
            html.Raw($"<rect class=\"{Class(phase)}\" ").Write($"""x="{x}" y="{y}" width="{Math.Max(0.2, axis.At(to / seconds) - x)}" height="{BarHeight}">""");
            html.Write($"<title>{phase}{(span.Part.Length == 0 ? "" : $", {span.Part}")}: {Figures.Time(to - from)} from {Figures.Time(from)}</title></rect>");
        }
    }

    /// <summary>One path for each phase: thousands of spans in few bytes. Those that fall into one narrow place are drawn as the longest of them.</summary>
    private static void ByPhase(HtmlWriter html, GanttRecord record, (GanttSpan Span, double From, double To)[] spans, Axis axis, double seconds, double y)
    {
        var bars = new List<(int Phase, double X, double Width)>();
        for (var i = 0; i < spans.Length;)
        {
            var (first, longest) = (i, spans[i]);
            while (i < spans.Length && (i == first || axis.At(spans[i].To / seconds) - axis.At(spans[first].From / seconds) < LeastWidth))
            {
                longest = spans[i].To - spans[i].From > longest.To - longest.From ? spans[i] : longest;
                i++;
            }

            var x = axis.At(spans[first].From / seconds);
            bars.Add((longest.Span.Phase, x, Math.Max(0.2, axis.At(spans[i - 1].To / seconds) - x)));
        }

        foreach (var phase in bars.GroupBy(b => b.Phase).OrderBy(g => g.Key))
        {
            html.Raw($"<path class=\"{Class(record.Phases[phase.Key])}\" d=\"");
            foreach (var (_, x, width) in phase)
            {
                html.Write($"M{x} {y}h{width}v{BarHeight}h{-width}z");
            }

            html.Raw("\"/>");
        }
    }

    private static void Legend(HtmlWriter html, GanttRecord record)
    {
        html.Raw("<p class=\"legend\">");
        foreach (var phase in record.Phases)
        {
            html.Raw($"<span class=\"swatch {Class(phase)}\"></span> ").Write($"{phase} ");
        }

        html.Raw("</p>");
    }

    private static string Class(string phase) => Known.Contains(phase) ? $"ph-{phase}" : "ph-other";

    private static (string Unit, double Seconds) TimeUnit(double end) => end switch
    {
        >= 3 * 86400 => ("d", 86400),
        >= 3 * 3600 => ("h", 3600),
        >= 5 * 60 => ("min", 60),
        _ => ("s", 1),
    };
}
