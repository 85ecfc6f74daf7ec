using System.Globalization;
using TwinGrid.V1;

namespace TwinGrid.Connectors.Replay;

/// <summary>Reads values. Numbers become the double nearest to the text, so that they print as they stood.</summary>
internal sealed class CellReader(ReplayMap map)
{
    private readonly HashSet<string> missing = new(map.Missing, StringComparer.Ordinal);

    public bool IsMissing(string text) => string.IsNullOrWhiteSpace(text) || missing.Contains(text);

    /// <summary>Reads one cell.</summary>
    /// <exception cref="FormatException">Names the column, the text and what is expected.</exception>
    public (double Value, string? Text) Read(ColumnMap column, string text) => column.Type switch
    {
        SignalType.String => (0, text),
        SignalType.Boolean => (Boolean(column, text), null),
        SignalType.Enumeration => (Symbol(column, text), null),
        _ => (Number(column, text), null),
    };

    private double Number(ColumnMap column, string text)
    {
        var normal = map.DecimalSeparator == ',' ? text.Replace(',', '.') : text;
        return double.TryParse(normal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"Column '{column.Column}': '{text}' is no number.");
    }

    private static double Boolean(ColumnMap column, string text) => text.Trim().ToLowerInvariant() switch
    {
        "1" or "true" or "1.0" => 1,
        "0" or "false" or "0.0" => 0,
        _ => throw new FormatException($"Column '{column.Column}': '{text}' is no boolean; expected 0, 1, true or false."),
    };

    private static double Symbol(ColumnMap column, string text) =>
        column.Symbols.TryGetValue(text.Trim(), out var number)
            ? number
            : throw new FormatException($"Column '{column.Column}': '{text}' is none of {string.Join(", ", column.Symbols.Keys)}.");
}
