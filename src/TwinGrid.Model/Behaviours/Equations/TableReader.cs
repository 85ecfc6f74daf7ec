using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one entry of <c>spec.tables</c> of a module: <c>{name, x: {unit, values}, y: {unit, values}, ends}</c>.</summary>
internal static class TableReader
{
    private const int MaxPoints = 10_000;

    public static ModuleTable? Read(Section section)
    {
        var name = ModuleReader.Word(section, "name");
        var x = ReadColumn(section, "x");
        var y = ReadColumn(section, "y");
        var ends = section.Enumeration<CurveEnds>("ends") ?? CurveEnds.Clamp;
        if (name is null || x is null || y is null)
        {
            return null;
        }

        if (x.Values.Length != y.Values.Length || x.Values.Length < 2)
        {
            section.Error("y", Wording.Invariant($"{x.Values.Length} values of x and {y.Values.Length} of y; as many of both are expected, at least two"));
            return null;
        }

        for (var i = 1; i < x.Values.Length; i++)
        {
            if (x.Values[i] <= x.Values[i - 1])
            {
                section.Error("x", Wording.Invariant($"values of x must increase, but {x.Values[i]} follows {x.Values[i - 1]}"));
                return null;
            }
        }

        return new ModuleTable(name, x, y, ends) { Place = ModuleReader.PlaceOf(section) };
    }

    private static TableColumn? ReadColumn(Section parent, string key)
    {
        parent.Require(key);
        if (parent.Child(key) is not { } section)
        {
            return null;
        }

        section.Require("unit", "a plain number has unit: \"1\"");
        var unit = section.Unit("unit");
        section.Require("values");
        var values = ImmutableArray.CreateBuilder<double>();
        foreach (var (item, path) in section.Items("values", MaxPoints))
        {
            if (item is YamlScalar scalar && SectionValues.Number(scalar) is { } value)
            {
                values.Add(value);
            }
            else
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, item, path, $"a number is expected, not {Wording.Kind(item)}");
            }
        }

        section.Close();
        return unit is null ? null : new TableColumn(unit.Code, values.ToImmutable());
    }
}
