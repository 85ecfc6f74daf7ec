using System.Collections.Immutable;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Reads how a surrogate is made: <c>surrogate</c> of a module's document, or of an entry of a scenario's <c>fidelity</c>.</summary>
internal static class SurrogateReader
{
    private const int MaxRanges = 64;
    private const int MaxDegree = 6;

    public static SurrogateSettings Read(Section section)
    {
        var settings = new SurrogateSettings
        {
            StepSeconds = section.Seconds("step", mayBeZero: false),
            Degree = (int?)section.Whole("degree", 1, MaxDegree),
            Tolerance = section.Share("tolerance", 0, 1),
            Ranges = ReadRanges(section),
        };
        section.Close();
        return settings;
    }

    private static ImmutableSortedDictionary<string, SurrogateRange> ReadRanges(Section section)
    {
        var ranges = ImmutableSortedDictionary.CreateBuilder<string, SurrogateRange>(StringComparer.Ordinal);
        foreach (var (key, node, path) in section.Entries("ranges", MaxRanges))
        {
            if (node is not YamlMapping mapping)
            {
                section.Bag.Add(Definitions.DiagnosticSeverity.Error, section.File, node, path, $"{{min: ..., max: ...}} is expected, not {Wording.Kind(node)}");
                continue;
            }

            var range = new Section(mapping, section.File, path, section.Bag);
            var (min, max) = (ReadEnd(range, "min"), ReadEnd(range, "max"));
            range.Close();
            if (min is not null && max is not null)
            {
                ranges[key.Value] = new SurrogateRange(min, max);
            }
        }

        return ranges.ToImmutable();
    }

    private static NumberValue? ReadEnd(Section range, string key)
    {
        range.Require(key);
        switch (range.Parameter(key))
        {
            case null:
                return null;
            case NumberValue number:
                return number;
            default:
                range.Error(key, "a number is expected, with a unit or in that of the variable");
                return null;
        }
    }
}
