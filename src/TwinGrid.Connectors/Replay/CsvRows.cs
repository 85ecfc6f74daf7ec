using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace TwinGrid.Connectors.Replay;

/// <summary>The rows of one recorded file, as a map reads them.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly ReplayMap map;
    private readonly string path;
    private readonly FileStream stream;
    private readonly CsvParser parser;
    private readonly TimeReader times;
    private readonly CellReader cells;
    private int timeIndex;
    private int[] indices = [];

    public CsvRows(ReplayMap map, string path)
    {
        this.map = map;
        this.path = path;
        stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        var reader = new StreamReader(stream);
        for (var line = 0; line < map.SkipLines; line++)
        {
            reader.ReadLine();
        }

        parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = map.Delimiter,
            Quote = map.Quote,
            BadDataFound = null,
            IgnoreBlankLines = true,
        });
        times = new TimeReader(map.Time);
        cells = new CellReader(map);
    }

    /// <summary>Rows that were passed over.</summary>
    public long BadRows { get; private set; }

    /// <summary>How far the file was read, bytes.</summary>
    public long Position => stream.Position;

    /// <summary>Reads all rows. The same row object comes again and again.</summary>
    /// <exception cref="ReplayDataException">The file lacks a column, or a row can't be read and the map asks to end then.</exception>
    public IEnumerable<CsvRow> Read()
    {
        var row = new CsvRow(map.Columns.Count);
        var first = true;
        while (parser.Read())
        {
            if (first)
            {
                first = false;
                FindColumns(map.Header ? parser.Record! : [.. Enumerable.Range(1, parser.Count).Select(n => n.ToString(CultureInfo.InvariantCulture))]);
                if (map.Header)
                {
                    continue;
                }
            }

            if (TryRead(row))
            {
                yield return row;
            }
        }

        if (first)
        {
            throw new ReplayDataException($"{path}: the file is empty.");
        }
    }

    public void Dispose() => parser.Dispose();

    private void FindColumns(string[] names)
    {
        timeIndex = Find(map.Time.Column, "spec.time.column");
        indices = [.. map.Columns.Select((column, n) => Find(column.Column, $"spec.columns[{n}].column"))];

        int Find(string name, string where)
        {
            var index = Array.IndexOf(names, name);
            return index >= 0
                ? index
                : throw new ReplayDataException($"{path}: no column '{name}', which {where} of {map.Path} asks for. Columns: {string.Join(", ", names)}.");
        }
    }

    private bool TryRead(CsvRow row)
    {
        try
        {
            row.Time = times.Read(Cell(timeIndex));
            for (var column = 0; column < indices.Length; column++)
            {
                var text = Cell(indices[column]);
                row.Present[column] = !cells.IsMissing(text);
                if (row.Present[column])
                {
                    (row.Values[column], row.Texts[column]) = cells.Read(map.Columns[column], text);
                }
            }

            return true;
        }
        catch (FormatException error)
        {
            if (!map.SkipBadRows)
            {
                throw new ReplayDataException($"{path}:{parser.RawRow + map.SkipLines}: {error.Message}", error);
            }

            BadRows++;
            return false;
        }
    }

    private string Cell(int index) =>
        index < parser.Count ? parser[index] : throw new FormatException($"The row has {parser.Count} columns; column {index + 1} is asked for.");
}

/// <summary>One row: its time, and a cell a column of the map.</summary>
internal sealed class CsvRow(int columns)
{
    /// <summary>Source time, ns since 1970 UTC.</summary>
    public long Time { get; set; }

    /// <summary>Whether the cell holds a value.</summary>
    public bool[] Present { get; } = new bool[columns];

    /// <summary>Values of all but strings.</summary>
    public double[] Values { get; } = new double[columns];

    /// <summary>Values of strings.</summary>
    public string?[] Texts { get; } = new string?[columns];
}
