using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads <c>symbols</c>: a list, numbered from 0, or a mapping of symbol to number.</summary>
internal static class SymbolReader
{
    public static ImmutableArray<EnumerationSymbol> Read(Section section, SignalType type)
    {
        if (type != SignalType.Enumeration)
        {
            section.Refuse("symbols", $"symbols are for enumerations, not for a signal of type {EnumText.Of(type)}");
            return [];
        }

        if (!section.Require("symbols", "an enumeration needs them"))
        {
            return [];
        }

        var symbols = section.Take("symbols") is YamlMapping ? ReadMapping(section) : ReadList(section);
        if (symbols.Count == 0)
        {
            section.Error("symbols", "an enumeration needs at least one symbol, as a list or as symbol: number");
        }

        return [.. symbols.Values];
    }

    private static SortedDictionary<int, EnumerationSymbol> ReadList(Section section)
    {
        var symbols = new SortedDictionary<int, EnumerationSymbol>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in section.Items("symbols", DefinitionLimits.MaxSymbols))
        {
            var text = (item as YamlScalar)?.Value ?? "";
            var number = symbols.Count;
            if (!IsSymbol(text))
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, item, path, "a symbol is text of 1 to 256 characters");
            }
            else if (!seen.Add(text))
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, item, path, $"symbol '{Wording.Shorten(text)}' is given twice");
            }

            symbols.Add(number, new EnumerationSymbol(text, number));
        }

        return symbols;
    }

    private static SortedDictionary<int, EnumerationSymbol> ReadMapping(Section section)
    {
        var symbols = new SortedDictionary<int, EnumerationSymbol>();
        foreach (var (key, value, path) in section.Entries("symbols", DefinitionLimits.MaxSymbols))
        {
            if (!IsSymbol(key.Value))
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, key, path, "a symbol is text of 1 to 256 characters");
            }
            else if (value is not YamlScalar { IsPlain: true } scalar ||
                !int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, value, path, $"a whole number from 0 to {int.MaxValue} is expected, not {Wording.Kind(value)}");
            }
            else if (!symbols.TryAdd(number, new EnumerationSymbol(key.Value, number)))
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, value, path, $"number {scalar.Value} is already that of '{symbols[number].Symbol}'");
            }
        }

        return symbols;
    }

    private static bool IsSymbol(string text) => text.Length > 0 && Wording.IsText(text);
}
