using System.Collections.Immutable;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads one entry of a line's <c>spec.assets</c>: an asset, or a range of equal ones.</summary>
internal sealed class AssetReader(IReadOnlyDictionary<string, AssetTypeDefinition> types)
{
    public AssetDefinition? Read(Section section)
    {
        section.Require("id");
        var isRange = section.Has("from") | section.Has("to");
        var from = (int?)section.Whole("from", 0, int.MaxValue - 1);
        var to = (int?)section.Whole("to", 0, int.MaxValue - 1);
        if (isRange)
        {
            section.Require("from", "a range has a first and a last number");
            section.Require("to", "a range has a first and a last number");
            if (from > to)
            {
                section.Error("to", Wording.Invariant($"the last number {to} is below the first {from}"));
                return null;
            }

            if (to - from >= DefinitionLimits.MaxAssets)
            {
                section.Error("to", Wording.Invariant($"more than {DefinitionLimits.MaxAssets} assets"));
                return null;
            }
        }

        var id = ReadPattern(section, "id", isRange);
        var type = ReadType(section);
        var asset = new AssetDefinition
        {
            Id = id ?? "",
            Type = type?.Id ?? "",
            DisplayName = section.Text("displayName"),
            PartOf = ReadPattern(section, "partOf", isRange, mayBePlain: true),
            Labels = ReadLabels(section),
            Parameters = ReadParameters(section, type),
            From = from,
            To = to,
            RenamedFrom = ReadPattern(section, "renamedFrom", isRange),
        };
        section.Close();
        var isComplete = id is not null && type is not null && isRange == (from is not null && to is not null);
        return isComplete ? asset : null;
    }

    /// <summary>An id, or in a range an id with one <c>{000}</c> for the number.</summary>
    private static string? ReadPattern(Section section, string key, bool isRange, bool mayBePlain = false)
    {
        if (section.Scalar(key, "an id") is not { } scalar)
        {
            return null;
        }

        var text = scalar.Value;
        var hasNumber = text.Contains('{', StringComparison.Ordinal) || text.Contains('}', StringComparison.Ordinal);
        if (hasNumber && !isRange)
        {
            section.Error(key, $"'{Wording.Shorten(text)}' stands for a range; 'from' and 'to' are missing");
            return null;
        }

        if (isRange && (hasNumber || !mayBePlain))
        {
            if (AssetPattern.IsValid(text))
            {
                return text;
            }

            section.Error(key, $"'{Wording.Shorten(text)}' is no pattern: an id with one {{0}} to {{0000000}} where the number stands is expected");
            return null;
        }

        return section.Id(key);
    }

    private AssetTypeDefinition? ReadType(Section section)
    {
        section.Require("type");
        if (section.Id("type") is not { } id)
        {
            return null;
        }

        if (types.TryGetValue(id, out var type))
        {
            return type;
        }

        section.Error("type", $"the plant has no asset type '{id}'{Wording.DidYouMean(id, types.Keys)}", types.Keys);
        return null;
    }

    private static ImmutableSortedDictionary<string, string> ReadLabels(Section section)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value, path) in section.Entries("labels", DefinitionLimits.MaxLabels))
        {
            if (!Identifier.IsValid(key.Value))
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, key, path, $"'{Wording.Shorten(key.Value)}' is no label name: {Identifier.Rule}");
            }
            else if (value is YamlScalar text && Wording.IsText(text.Value))
            {
                labels[key.Value] = text.Value;
            }
            else
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, value, path, "a label is text of at most 256 characters");
            }
        }

        return labels.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, double> ReadParameters(Section section, AssetTypeDefinition? type)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (key, value, path) in section.Entries("parameters", DefinitionLimits.MaxAlarms))
        {
            if (type is null)
            {
                continue;
            }

            if (!type.Parameters.TryGetValue(key.Value, out var parameter))
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, key, path,
                    $"type '{type.Id}' has no parameter '{Wording.Shorten(key.Value)}'{Wording.DidYouMean(key.Value, type.Parameters.Keys)}",
                    type.Parameters.Keys);
            }
            else if (value is not YamlScalar scalar || SectionValues.Number(scalar) is not { } number)
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, value, path, $"a number in {parameter.Unit} is expected, not {Wording.Kind(value)}");
            }
            else if (number < parameter.Min || number > parameter.Max)
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, value, path,
                    Wording.Invariant($"{number} is outside the range of {parameter.Min} to {parameter.Max} {parameter.Unit}"));
            }
            else
            {
                values[key.Value] = number;
            }
        }

        return values.ToImmutable();
    }
}
