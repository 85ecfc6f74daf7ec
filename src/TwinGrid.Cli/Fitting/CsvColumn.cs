using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using TwinGrid.Cli.Shell;
using TwinGrid.Model.Names;

namespace TwinGrid.Cli.Fitting;

/// <summary>Reads a column of numbers out of a CSV file, with or without a header; separated by commas, semicolons or tabs, whichever its first line has most of.</summary>
internal static class CsvColumn
{
    private const int MostRows = 5_000_000;

    /// <param name="reader">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="column">Name, or number from 1; null = the only one.</param>
    /// <param name="censored">Column that tells (1, true, yes) that a value was not seen to its end; null = all were.</param>
    /// <param name="unit">UCUM code of the values.</param>
    /// <exception cref="CliException">No such column, no numbers.</exception>
    public static RecordedValues Read(TextReader reader, string file, string? column, string? censored, string unit)
    {
        var text = reader.ReadToEnd();
        var first = text.AsSpan().TrimStart('\uFEFF');
        first = first.IndexOfAny('\r', '\n') is >= 0 and var end ? first[..end] : first;
        var delimiter = Delimiter(first);
        using var parser = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, BadDataFound = null, IgnoreBlankLines = true });
        if (!parser.Read())
        {
            throw new CliException($"{file} is empty.");
        }

        // A header is a first line of which no cell is a number.
        string[] names = parser.Record!.Any(cell => Number(cell, delimiter) is not null) ? [] : [.. parser.Record!.Select(name => name.Trim())];
        var wanted = Find(file, names, parser.Count, column, "--column");
        var limit = censored is null ? -1 : Find(file, names, parser.Count, censored, "--censored");
        var (values, greaterThan, skipped, rows) = (new List<double>(), new List<double>(), 0, 0);
        if (names.Length > 0 && !parser.Read())
        {
            throw new CliException($"{file} has a header and no rows.");
        }

        do
        {
            if (++rows > MostRows)
            {
                throw new CliException(string.Create(CultureInfo.InvariantCulture, $"{file} has more than {MostRows} rows; take a part of it."));
            }

            var cells = parser.Record!;
            if (wanted >= cells.Length || Number(cells[wanted], delimiter) is not { } value)
            {
                skipped++;
            }
            else
            {
                (limit >= 0 && limit < cells.Length && IsTrue(cells[limit]) ? greaterThan : values).Add(value);
            }
        }
        while (parser.Read());

        if (values.Count + greaterThan.Count == 0)
        {
            throw new CliException($"column {wanted + 1}{(names.Length > 0 ? $" '{names[wanted]}'" : "")} of {file} has no numbers.");
        }

        return new RecordedValues(names.Length > 0 ? $"column '{names[wanted]}' of {file}" : file, values, greaterThan, unit)
        {
            Notes = skipped == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{skipped} of {rows} rows have no number there and were left out")],
        };
    }

    private static int Find(string file, string[] names, int count, string? wanted, string flag)
    {
        if (wanted is null)
        {
            return count == 1 ? 0 : throw new CliException($"{file} has {count} columns; choose one by {flag}: {(names.Length > 0 ? string.Join(", ", names) : $"1 to {count}")}.");
        }

        var index = Array.IndexOf(names, wanted.Trim());
        if (index < 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count)
        {
            index = number - 1;
        }

        return index >= 0 ? index
            : throw new CliException($"{file} has no column '{wanted}'{(Suggestion.Nearest(wanted, names) is { } alike ? $"; did you mean '{alike}'?" : $"; there are {(names.Length > 0 ? string.Join(", ", names) : $"1 to {count}")}.")}");
    }

    private static string Delimiter(ReadOnlySpan<char> line)
    {
        var (semicolons, tabs, commas) = (line.Count(';'), line.Count('\t'), line.Count(','));
        return semicolons > 0 && semicolons >= tabs ? ";" : tabs > 0 && tabs >= commas ? "\t" : ",";
    }

    /// <summary>Where commas don't separate cells they may separate decimals.</summary>
    private static double? Number(string cell, string delimiter)
    {
        var text = delimiter != "," && cell.Contains(',', StringComparison.Ordinal) && !cell.Contains('.', StringComparison.Ordinal) ? cell.Replace(',', '.') : cell;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    private static bool IsTrue(string cell) => cell.Trim().ToUpperInvariant() is "1" or "TRUE" or "YES" or "Y" or "X" or "1.0";
}
