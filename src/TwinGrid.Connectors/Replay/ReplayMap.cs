using System.Globalization;
using System.Text;
using TwinGrid.V1;

namespace TwinGrid.Connectors.Replay;

/// <summary>How a recorded CSV file maps to signals: a document of kind <c>ReplayMap</c> (docs/cli.md).</summary>
public sealed record ReplayMap
{
    /// <summary>Path it was read from, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>Separator of fields, one character or more; default a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Quote character; default a double quote.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Whether the first line names the columns; without it they are named 1, 2, 3...</summary>
    public bool Header { get; init; } = true;

    /// <summary>Lines before the header that are passed over.</summary>
    public int SkipLines { get; init; }

    /// <summary>Decimal separator of numbers, a point or a comma.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>Cells with these texts are skipped, beside empty ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether a row that can't be read is passed over and counted instead of ending the replay.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Where the source time is.</summary>
    public required TimeColumn Time { get; init; }

    /// <summary>Columns that are sent, in the order of the map.</summary>
    public required IReadOnlyList<ColumnMap> Columns { get; init; }

    /// <summary>Everything that decides what a file becomes, as text: two maps with the same text make the same samples.</summary>
    public string Canonical
    {
        get
        {
            var text = new StringBuilder(string.Create(
                CultureInfo.InvariantCulture,
                $"{Delimiter}|{Quote}|{Header}|{SkipLines}|{DecimalSeparator}|{SkipBadRows}|{string.Join('\u001f', Missing)}|{Time.Column}|{Time.Format}|{Time.Zone}|{Time.LaterWhenAmbiguous}\n"));
            foreach (var column in Columns)
            {
                var symbols = column.Symbols.OrderBy(symbol => symbol.Key, StringComparer.Ordinal).Select(symbol => $"{symbol.Key}={symbol.Value}");
                text.Append(CultureInfo.InvariantCulture, $"{column.Column}|{column.Asset}|{column.Signal}|{column.Unit}|{column.Type}|{string.Join(',', symbols)}\n");
            }

            return text.ToString();
        }
    }
}

/// <summary>The column with the source time.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Format"><c>iso8601</c>, <c>unix-s</c>, <c>unix-ms</c>, <c>unix-us</c>, <c>unix-ns</c>, or a .NET date and time format.</param>
/// <param name="Zone">IANA name or offset (+02:00) of times that carry none.</param>
/// <param name="LaterWhenAmbiguous">Of the two instants that a local time means when clocks go back: the later one.</param>
public sealed record TimeColumn(string Column, string Format = "iso8601", string Zone = "UTC", bool LaterWhenAmbiguous = false);

/// <summary>One column and the signal that it holds.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Asset">Resource name or id of the asset.</param>
/// <param name="Signal">Signal id.</param>
/// <param name="Unit">UCUM code of the values; empty = the definition's.</param>
/// <param name="Type">Unspecified = a number of the definition's type.</param>
/// <param name="Symbols">With an enumeration: the number of each symbol.</param>
public sealed record ColumnMap(string Column, string Asset, string Signal, string Unit, SignalType Type, IReadOnlyDictionary<string, int> Symbols);
