namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>What charts have in common.</summary>
internal static class Chart
{
    public const double Width = 1000;

    private const int Colours = 8;
    private const int MostCharacters = 30;

    /// <summary>Class of the colour of an arm.</summary>
    public static string Colour(int index) => (index % Colours) switch
    {
        0 => "c0",
        1 => "c1",
        2 => "c2",
        3 => "c3",
        4 => "c4",
        5 => "c5",
        6 => "c6",
        _ => "c7",
    };

    /// <summary>A name that fits beside a row; the whole of it is in the tooltip.</summary>
    public static string Short(string name, int most = MostCharacters) => name.Length <= most ? name : name[..(most - 1)] + "…";

    /// <summary>Begins a chart.</summary>
    public static void Begin(HtmlWriter html, double width, double height, string label) =>
        html.Write($"""<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}" xmlns="http://www.w3.org/2000/svg">""");

    /// <summary>Ends it.</summary>
    public static void End(HtmlWriter html) => html.Raw("</svg>\n");

    /// <summary>Lines of the ticks, and their figures below.</summary>
    public static void HorizontalAxis(HtmlWriter html, Axis axis, double top, double bottom, string title)
    {
        foreach (var tick in axis.Ticks())
        {
            var x = axis.At(tick);
            html.Write($"""<line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/><text class="tick" x="{x}" y="{bottom + 14}" text-anchor="middle">{axis.Text(tick)}</text>""");
        }

        html.Write($"""<text class="axis" x="{(axis.Start + axis.End) / 2}" y="{bottom + 30}" text-anchor="middle">{title}</text>""");
    }

    /// <summary>A row's name at the left.</summary>
    public static void RowName(HtmlWriter html, string name, double x, double y, int most = MostCharacters) =>
        html.Write($"""<text class="name" x="{x}" y="{y}" text-anchor="end">{Short(name, most)}<title>{name}</title></text>""");

    /// <summary>An interval as a bar with its point estimate; an unbounded end reaches the edge of the axis, without a cap.</summary>
    public static void Interval(HtmlWriter html, Axis axis, double mean, double lower, double upper, double y, string colour, string tip)
    {
        html.Write($"""<g class="interval {colour}"><title>{tip}</title><line x1="{axis.At(Or(lower, axis.Low))}" y1="{y}" x2="{axis.At(Or(upper, axis.High))}" y2="{y}"/>""");
        foreach (var end in new[] { lower, upper }.Where(double.IsFinite))
        {
            html.Write($"""<line class="cap" x1="{axis.At(end)}" y1="{y - 5}" x2="{axis.At(end)}" y2="{y + 5}"/>""");
        }

        if (double.IsFinite(mean))
        {
            html.Write($"""<circle cx="{axis.At(mean)}" cy="{y}" r="4.5"/>""");
        }

        html.Raw("</g>");
    }

    private static double Or(double value, double edge) => double.IsFinite(value) ? value : edge;
}
