using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>The modules of a model and what passes between them, from left to right. Of a large model its assets, each one box.</summary>
internal static class ModelDiagram
{
    private const int MostBoxes = 60;
    private const double BoxWidth = 132;
    private const double BoxHeight = 40;
    private const double ColumnGap = 46;
    private const double RowGap = 16;

    private sealed record Edge(int From, int To, PortKind Kind);

    /// <summary>Draws it; false when there is nothing that could be drawn legibly.</summary>
    public static bool TryDraw(HtmlWriter html, SimulationModel model)
    {
        var byAsset = model.Modules.Length > MostBoxes;
        var names = model.Modules.Select(m => Box(m.Path, byAsset)).Distinct().ToList();
        if (names.Count is 0 or > MostBoxes)
        {
            return false;
        }

        var types = names.ConvertAll(name => string.Join(", ", model.Modules.Where(m => Box(m.Path, byAsset) == name).Select(m => m.Type.Descriptor.Name).Distinct().Take(3)));
        var edges = model.Connections.Select(c => new Edge(names.IndexOf(Box(c.From.Path, byAsset)), names.IndexOf(Box(c.To.Path, byAsset)), c.Kind))
            .Where(e => e.From >= 0 && e.To >= 0 && e.From != e.To).Distinct().ToList();
        var columns = Columns(names.Count, edges);
        var places = Places(columns, edges);
        var width = places.Max(p => p.X) + BoxWidth + 12;
        Chart.Begin(html, width, places.Max(p => p.Y) + BoxHeight + 12, "the modules of the model and what passes between them");
        html.Raw("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>");
        foreach (var edge in edges)
        {
            Draw(html, edge, places[edge.From], places[edge.To]);
        }

        for (var i = 0; i < names.Count; i++)
        {
            var (x, y) = places[i];
            html.Write($"""<g class="box"><title>{names[i]}: {types[i]}</title><rect x="{x}" y="{y}" width="{BoxWidth}" height="{BoxHeight}" rx="6"/>""");
            html.Write($"""<text class="boxname" x="{x + BoxWidth / 2}" y="{y + 17}">{Chart.Short(names[i], 20)}</text><text class="boxtype" x="{x + BoxWidth / 2}" y="{y + 32}">{Chart.Short(types[i], 22)}</text></g>""");
        }

        Chart.End(html);
        return true;
    }

    private static string Box(string path, bool byAsset) => byAsset && path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? path[..dot] : path;

    /// <summary>Columns by the longest way from where nothing comes in; what closes a circle is not counted.</summary>
    private static int[] Columns(int count, List<Edge> edges)
    {
        var columns = new int[count];
        var forward = edges.Where(e => e.Kind == PortKind.Material || !edges.Any(m => m.Kind == PortKind.Material)).ToList();
        for (var pass = 0; pass < count; pass++)
        {
            var changed = false;
            foreach (var edge in forward.Where(e => columns[e.To] < columns[e.From] + 1 && !Reaches(forward, e.To, e.From, count)))
            {
                columns[edge.To] = columns[edge.From] + 1;
                changed = true;
            }

            if (!changed)
            {
                break;
            }
        }

        return columns;
    }

    private static bool Reaches(List<Edge> edges, int from, int to, int count)
    {
        var seen = new bool[count];
        var open = new Stack<int>([from]);
        while (open.TryPop(out var at))
        {
            if (at == to)
            {
                return true;
            }

            if (!seen[at])
            {
                seen[at] = true;
                foreach (var edge in edges.Where(e => e.From == at))
                {
                    open.Push(edge.To);
                }
            }
        }

        return false;
    }

    private static (double X, double Y)[] Places(int[] columns, List<Edge> edges)
    {
        var connected = edges.SelectMany(e => new[] { e.From, e.To }).ToHashSet();
        var places = new (double X, double Y)[columns.Length];
        var height = 0.0;
        foreach (var column in Enumerable.Range(0, columns.Length).Where(i => connected.Contains(i)).GroupBy(i => columns[i]).OrderBy(g => g.Key))
        {
            var order = column.OrderBy(i => edges.Where(e => e.To == i && columns[e.From] < columns[i]).Select(e => places[e.From].Y).DefaultIfEmpty(0).Average()).ThenBy(i => i);
            var row = 0;
            foreach (var i in order)
            {
                places[i] = (6 + column.Key * (BoxWidth + ColumnGap), 6 + row++ * (BoxHeight + RowGap));
                height = Math.Max(height, places[i].Y + BoxHeight + RowGap);
            }
        }

        // What is connected to nothing (crews, calendars) stands below.
        const int PerRow = 6;
        var alone = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (!connected.Contains(i))
            {
                places[i] = (6 + alone % PerRow * (BoxWidth + ColumnGap), Math.Max(height, 6) + alone / PerRow * (BoxHeight + RowGap));
                alone++;
            }
        }

        return places;
    }

    private static void Draw(HtmlWriter html, Edge edge, (double X, double Y) from, (double X, double Y) to)
    {
        var kind = edge.Kind switch { PortKind.Material => "material", PortKind.Signal => "signal", _ => "connector" };
        var (y1, y2) = (from.Y + BoxHeight / 2, to.Y + BoxHeight / 2);
        html.Raw($"<path class=\"edge {kind}\"{(edge.Kind == PortKind.Connector ? "" : " marker-end=\"url(#arrow)\"")} ");
        if (to.X > from.X)
        {
            var (x1, x2) = (from.X + BoxWidth, to.X);
            html.Write($"""d="M{x1} {y1}C{x1 + ColumnGap / 2} {y1} {x2 - ColumnGap / 2} {y2} {x2} {y2}"/>""");
        }
        else
        {
            var (x1, x2, low) = (from.X + BoxWidth / 2, to.X + BoxWidth / 2, Math.Max(from.Y, to.Y) + BoxHeight + RowGap * 0.9);
            html.Write($"""d="M{x1} {from.Y + BoxHeight}C{x1} {low} {x2} {low} {x2} {to.Y + BoxHeight}"/>""");
        }
    }
}
