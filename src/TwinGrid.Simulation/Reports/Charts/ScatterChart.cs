using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;

namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>A point of a <see cref="ScatterChart"/>.</summary>
/// <param name="Name">Name of the arm.</param>
/// <param name="X">The one KPI.</param>
/// <param name="Y">The other.</param>
/// <param name="OnFront">No arm beats it by means.</param>
/// <param name="Colour">Class of its colour.</param>
internal sealed record ScatterPoint(string Name, KpiAnswer X, KpiAnswer Y, bool OnFront, string Colour);

/// <summary>Arms by two KPIs that conflict, with their intervals; those on the front are filled and joined.</summary>
internal static class ScatterChart
{
    private const double Left = 90;
    private const double Right = 190;
    private const double Height = 440;
    private const double Bottom = 52;
    private const int MostNames = 24;
    private const double NameWidth = 160;
    private const double NameHeight = 13;

    public static void Draw(HtmlWriter html, IReadOnlyList<ScatterPoint> points, string label)
    {
        var (first, second) = (points[0].X, points[0].Y);
        var x = Axis.Of(points.SelectMany(p => Ends(p.X)), Left, Chart.Width - Right);
        var y = Axis.Of(points.SelectMany(p => Ends(p.Y)), Height - Bottom, 14);
        Chart.Begin(html, Chart.Width, Height, label);
        Chart.HorizontalAxis(html, x, 14, Height - Bottom, $"{first.Kpi}{Figures.InBrackets(first.Unit)}, {Better(first.Direction, "left", "right")}");
        foreach (var tick in y.Ticks())
        {
            html.Write($"""<line class="grid" x1="{Left}" y1="{y.At(tick)}" x2="{Chart.Width - Right}" y2="{y.At(tick)}"/><text class="tick" x="{Left - 8}" y="{y.At(tick) + 4}" text-anchor="end">{y.Text(tick)}</text>""");
        }

        var middle = (Height - Bottom + 14) / 2;
        html.Write($"""<text class="axis" x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{second.Kpi}{Figures.InBrackets(second.Unit)}, {Better(second.Direction, "below", "above")}</text>""");
        Front(html, points, x, y);
        var names = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            Point(html, point, x, y);
            if (points.Count <= MostNames)
            {
                Name(html, point.Name, x.At(point.X.Estimate.Mean), y.At(point.Y.Estimate.Mean), names);
            }
        }

        Chart.End(html);
    }

    private static void Front(HtmlWriter html, IReadOnlyList<ScatterPoint> points, Axis x, Axis y)
    {
        html.Raw("<polyline class=\"front\" points=\"");
        foreach (var point in points.Where(p => p.OnFront).OrderBy(p => p.X.Estimate.Mean))
        {
            html.Write($"{x.At(point.X.Estimate.Mean)},{y.At(point.Y.Estimate.Mean)} ");
        }

        html.Raw("\"/>");
    }

    private static void Point(HtmlWriter html, ScatterPoint point, Axis x, Axis y)
    {
        var (atX, atY) = (x.At(point.X.Estimate.Mean), y.At(point.Y.Estimate.Mean));
        html.Write(
            $"""<g class="point {point.Colour}"><title>{point.Name}: {point.X.Kpi} {Figures.WithInterval(point.X.Estimate)}, {point.Y.Kpi} {Figures.WithInterval(point.Y.Estimate)}</title>""");
        html.Write($"""<line x1="{x.At(point.X.Estimate.Lower)}" y1="{atY}" x2="{x.At(point.X.Estimate.Upper)}" y2="{atY}"/>""");
        html.Write($"""<line x1="{atX}" y1="{y.At(point.Y.Estimate.Lower)}" x2="{atX}" y2="{y.At(point.Y.Estimate.Upper)}"/>""");
        html.Raw(point.OnFront ? "<circle class=\"full\" " : "<circle class=\"hollow\" ");
        html.Write($"""cx="{atX}" cy="{atY}" r="6"/></g>""");
    }

    /// <summary>Writes a name where none stands yet.</summary>
    private static void Name(HtmlWriter html, string name, double x, double y, List<(double X, double Y)> names)
    {
        double[] offsets = [-8, 18, -24, 34];
        var offset = offsets.FirstOrDefault(o => !names.Exists(n => Math.Abs(n.X - x) < NameWidth && Math.Abs(n.Y - y - o) < NameHeight), offsets[0]);
        names.Add((x, y + offset));
        html.Write($"""<text class="name" x="{x + 10}" y="{y + offset}">{Chart.Short(name, 34)}</text>""");
    }

    private static IEnumerable<double> Ends(KpiAnswer kpi) => [kpi.Estimate.Mean, kpi.Estimate.Lower, kpi.Estimate.Upper];

    private static string Better(KpiDirection direction, string low, string high) => $"better to the {(direction == KpiDirection.Minimise ? low : high)}"
        .Replace("to the below", "below", StringComparison.Ordinal).Replace("to the above", "above", StringComparison.Ordinal);
}
