namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>A row of a <see cref="DifferenceChart"/>.</summary>
/// <param name="Name">What differs from what.</param>
/// <param name="Mean">Point estimate.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Colour">Class of its colour.</param>
/// <param name="Effects">Where an effect begins to matter, for those who claimed something; empty = nowhere.</param>
internal sealed record DifferenceRow(string Name, double Mean, double Lower, double Upper, string Colour, IReadOnlyList<double> Effects);

/// <summary>Differences, or effects, with their intervals against zero.</summary>
internal static class DifferenceChart
{
    private const double Left = 300;
    private const double Right = 170;
    private const double RowHeight = 30;

    public static void Draw(HtmlWriter html, IReadOnlyList<DifferenceRow> rows, string label, string axisTitle)
    {
        var bottom = rows.Count * RowHeight + 8;
        var axis = Axis.Of(rows.SelectMany(r => r.Effects.Append(r.Mean).Append(r.Lower).Append(r.Upper)).Append(0), Left, Chart.Width - Right);
        Chart.Begin(html, Chart.Width, bottom + 38, label);
        Chart.HorizontalAxis(html, axis, 4, bottom, axisTitle);
        html.Write($"""<line class="zero" x1="{axis.At(0)}" y1="4" x2="{axis.At(0)}" y2="{bottom}"/>""");
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], 4 + (i + 0.5) * RowHeight);
            Chart.RowName(html, row.Name, Left - 12, y + 4, 44);
            foreach (var effect in row.Effects)
            {
                html.Write($"""<line class="effect" x1="{axis.At(effect)}" y1="{y - 12}" x2="{axis.At(effect)}" y2="{y + 12}"><title>an effect matters from {Figures.Of(effect)} on</title></line>""");
            }

            var halfWidth = (row.Upper - row.Lower) / 2;
            var text = Figures.WithInterval(row.Mean, halfWidth);
            Chart.Interval(html, axis, row.Mean, row.Lower, row.Upper, y, row.Colour, $"{row.Name}: {text}");
            html.Write($"""<text class="figure" x="{Chart.Width - Right + 12}" y="{y + 4}">{text}</text>""");
        }

        Chart.End(html);
    }
}
