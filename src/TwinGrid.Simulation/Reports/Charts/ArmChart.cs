using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>A row of an <see cref="ArmChart"/>.</summary>
/// <param name="Name">Name of the arm.</param>
/// <param name="Values">Values of its replications; empty = none are shown.</param>
/// <param name="Estimate">What is estimated of them.</param>
internal sealed record ArmRow(string Name, IReadOnlyList<double> Values, Estimate Estimate);

/// <summary>A KPI arm by arm: how its values are distributed over the replications, and below it the interval of what is estimated of them.</summary>
internal static class ArmChart
{
    private const double Left = 210;
    private const double Right = 170;
    private const double RowHeight = 62;
    private const double Ridge = 34;
    private const int FewValues = 12;
    private const int MostBins = 30;

    public static void Draw(HtmlWriter html, IReadOnlyList<ArmRow> rows, string label, string axisTitle)
    {
        var height = rows.Count * RowHeight + 44;
        var axis = Axis.Of(rows.SelectMany(r => r.Values.Append(r.Estimate.Mean).Append(r.Estimate.Lower).Append(r.Estimate.Upper)), Left, Chart.Width - Right);
        Chart.Begin(html, Chart.Width, height, label);
        Chart.HorizontalAxis(html, axis, 6, rows.Count * RowHeight + 6, axisTitle);
        var bins = Bins(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, top) = (rows[i], 6 + i * RowHeight);
            var baseline = top + Ridge + 4;
            Chart.RowName(html, row.Name, Left - 12, baseline + 2);
            if (row.Values.Count <= FewValues)
            {
                Dots(html, axis, row, baseline, Chart.Colour(i));
            }
            else
            {
                Histogram(html, axis, row, bins, baseline, Chart.Colour(i));
            }

            var text = Figures.WithInterval(row.Estimate);
            Chart.Interval(html, axis, row.Estimate.Mean, row.Estimate.Lower, row.Estimate.Upper, baseline + 12, Chart.Colour(i), $"{row.Name}: {text}");
            html.Write($"""<text class="figure" x="{Chart.Width - Right + 12}" y="{baseline + 16}">{text}</text>""");
        }

        Chart.End(html);
    }

    private static void Dots(HtmlWriter html, Axis axis, ArmRow row, double baseline, string colour)
    {
        foreach (var value in row.Values)
        {
            html.Write($"""<circle class="dot {colour}" cx="{axis.At(value)}" cy="{baseline - 8}" r="3.5"><title>{Figures.Of(value)}</title></circle>""");
        }
    }

    /// <summary>Bins that all rows share, so that they can be compared.</summary>
    private static (double Low, double Width, int Count) Bins(IReadOnlyList<ArmRow> rows)
    {
        var values = rows.SelectMany(r => r.Values).ToArray();
        if (values.Length == 0)
        {
            return (0, 1, 1);
        }

        var (low, high) = (values.Min(), values.Max());
        var count = (int)Math.Clamp(Math.Ceiling(Math.Sqrt(rows.Max(r => r.Values.Count)) * 1.5), 6, MostBins);
        return high > low ? (low, (high - low) / count, count) : (low, 1, 1);
    }

    private static void Histogram(HtmlWriter html, Axis axis, ArmRow row, (double Low, double Width, int Count) bins, double baseline, string colour)
    {
        var counts = new int[bins.Count];
        foreach (var value in row.Values)
        {
            counts[(int)Math.Clamp((value - bins.Low) / bins.Width, 0, bins.Count - 1)]++;
        }

        var most = counts.Max();
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] > 0)
            {
                var (from, to) = (bins.Low + bin * bins.Width, bins.Low + (bin + 1) * bins.Width);
                var (x, size) = (axis.At(from), Ridge * counts[bin] / most);
                html.Write(
                    $"""<rect class="bin {colour}" x="{x}" y="{baseline - size}" width="{Math.Max(1, axis.At(to) - x - 0.6)}" height="{size}"><title>{Figures.Range(from, to)}: {counts[bin]} of {row.Values.Count}</title></rect>""");
            }
        }
    }
}
