using TwinGrid.Simulation.Sensitivity;

namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>Sobol' indices: for each factor what it does alone, and with its interactions.</summary>
internal static class ShareChart
{
    private const double Left = 230;
    private const double Right = 190;
    private const double RowHeight = 44;

    public static void Draw(HtmlWriter html, IReadOnlyList<string> factors, SobolResult indices, string label)
    {
        var bottom = factors.Count * RowHeight + 8;
        var axis = Axis.Of(indices.First.Concat(indices.Total).SelectMany(i => new[] { i.Value, i.Lower, i.Upper }).Append(0).Append(1), Left, Chart.Width - Right);
        Chart.Begin(html, Chart.Width, bottom + 38, label);
        Chart.HorizontalAxis(html, axis, 4, bottom, "share of the variance that the factors bring about");
        for (var i = 0; i < factors.Count; i++)
        {
            var top = 8 + i * RowHeight;
            Chart.RowName(html, factors[i], Left - 12, top + 20);
            Bar(html, axis, indices.First[i], top, "first", $"{factors[i]} alone");
            Bar(html, axis, indices.Total[i], top + 17, "total", $"{factors[i]} with its interactions");
        }

        Chart.End(html);
        html.Raw("<p class=\"legend\"><span class=\"swatch first\"></span> alone (first order) <span class=\"swatch total\"></span> with interactions (total)</p>");
    }

    private static void Bar(HtmlWriter html, Axis axis, SobolIndex index, double top, string kind, string tip)
    {
        var (from, to) = (axis.At(Math.Min(0, index.Value)), axis.At(Math.Max(0, index.Value)));
        var text = $"{Figures.Of(index.Value, 0.1)} ({Figures.Of(index.Lower, 0.1)} to {Figures.Of(index.Upper, 0.1)})";
        html.Raw($"<g class=\"bar {kind}\">");
        html.Write($"""<title>{tip}: {text}</title><rect x="{from}" y="{top}" width="{Math.Max(1, to - from)}" height="14" rx="2"/>""");
        html.Write($"""<line x1="{axis.At(index.Lower)}" y1="{top + 7}" x2="{axis.At(index.Upper)}" y2="{top + 7}"/></g><text class="figure" x="{Chart.Width - Right + 12}" y="{top + 11}">{text}</text>""");
    }
}
