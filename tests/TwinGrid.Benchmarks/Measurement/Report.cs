using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace TwinGrid.Benchmarks.Measurement;

/// <summary>Prints figures: a table for people, one JSON object a line for scripts.</summary>
internal static class Report
{
    public static void Print(string title, IReadOnlyList<Row> rows, bool json)
    {
        if (json)
        {
            foreach (var row in rows)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    name = row.Name,
                    value = Round(row.Median),
                    min = Round(row.Values.Min()),
                    max = Round(row.Values.Max()),
                    by = row.By,
                    reps = row.Values.Count,
                    unit = row.Unit,
                }));
            }

            return;
        }

        var table = new Table().Title(Markup.Escape(title)).AddColumns("name", "median", "min", "max", "unit", "by", "reps");
        for (var column = 1; column <= 3; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Name), Text(row.Median), Text(row.Values.Min()), Text(row.Values.Max()), Markup.Escape(row.Unit), row.By,
                row.Values.Count.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    private static double Round(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 0;

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 1000 ? "N0" : "0.###", CultureInfo.InvariantCulture);
}
