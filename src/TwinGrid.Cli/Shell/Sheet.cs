using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace TwinGrid.Cli.Shell;

/// <summary>
/// Columns of a result, printed as a table for people, a JSON array (one object a line) or CSV. Names are those of the JSON; a table shows them
/// with spaces.
/// </summary>
internal sealed class Sheet<T>
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly List<(string Name, Func<T, object?> Value, bool IsShown, bool IsData)> columns = [];

    /// <summary>Adds a column. Only texts, numbers, booleans, instants and lists or maps of them.</summary>
    public Sheet<T> Column(string name, Func<T, object?> value)
    {
        columns.Add((name, value, IsShown: true, IsData: true));
        return this;
    }

    /// <summary>Adds a column that a table leaves out.</summary>
    public Sheet<T> DataColumn(string name, Func<T, object?> value)
    {
        columns.Add((name, value, IsShown: false, IsData: true));
        return this;
    }

    /// <summary>Adds a column that only a table has: what scripts get in full, short enough to read.</summary>
    public Sheet<T> TableColumn(string name, Func<T, object?> value)
    {
        columns.Add((name, value, IsShown: true, IsData: false));
        return this;
    }

    public Task PrintAsync(CliConsole console, OutputFormat format, IEnumerable<T> rows) => format switch
    {
        OutputFormat.Json => PrintJsonAsync(console.Out, rows),
        OutputFormat.Csv => PrintCsvAsync(console.Out, rows),
        _ => PrintTableAsync(console, rows),
    };

    /// <summary>One row as a line of JSON.</summary>
    public string ToJson(T row) => JsonSerializer.Serialize(Data.ToDictionary(column => column.Name, column => Cells.ToJson(column.Value(row))), Json);

    /// <summary>The header of the CSV.</summary>
    public string CsvHeader => string.Join(',', Data.Select(column => column.Name));

    /// <summary>One row as a line of CSV.</summary>
    public string ToCsv(T row) => string.Join(',', Data.Select(column => Cells.ToCsv(column.Value(row))));

    private IEnumerable<(string Name, Func<T, object?> Value, bool IsShown, bool IsData)> Data => columns.Where(column => column.IsData);

    private async Task PrintJsonAsync(TextWriter writer, IEnumerable<T> rows)
    {
        await writer.WriteAsync('[');
        var separator = Environment.NewLine;
        foreach (var row in rows)
        {
            await writer.WriteAsync(separator + ToJson(row));
            separator = "," + Environment.NewLine;
        }

        await writer.WriteLineAsync((separator[0] == ',' ? Environment.NewLine : string.Empty) + "]");
    }

    private async Task PrintCsvAsync(TextWriter writer, IEnumerable<T> rows)
    {
        await writer.WriteLineAsync(CsvHeader);
        foreach (var row in rows)
        {
            await writer.WriteLineAsync(ToCsv(row));
        }
    }

    private Task PrintTableAsync(CliConsole console, IEnumerable<T> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        var shown = columns.Where(column => column.IsShown).ToList();
        foreach (var (name, _, _, _) in shown)
        {
            table.AddColumn(new TableColumn(Markup.Escape(Cells.ToTitle(name))).NoWrap());
        }

        var count = 0;
        foreach (var row in rows)
        {
            table.AddRow([.. shown.Select(column => Markup.Escape(Cells.ToText(column.Value(row))))]);
            count++;
        }

        if (count == 0)
        {
            return console.Error.WriteLineAsync("Nothing found.");
        }

        console.Tables().Write(table);
        return Task.CompletedTask;
    }
}
