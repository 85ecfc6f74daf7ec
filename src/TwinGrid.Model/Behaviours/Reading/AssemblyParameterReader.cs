using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>
/// Reads <c>parameters</c> of an assembly: a list of <c>{name, default, unit, range}</c>, or a mapping of names to values or to <c>{default, unit, range}</c>.
/// </summary>
internal static class AssemblyParameterReader
{
    public static ImmutableArray<AssemblyParameter> Read(Section section)
    {
        var parameters = ImmutableArray.CreateBuilder<AssemblyParameter>();
        var names = new IdRegister("parameter");
        if (section.Take("parameters") is YamlMapping)
        {
            foreach (var (key, node, path) in section.Entries("parameters", DefinitionLimits.MaxAlarms))
            {
                if (!Identifier.IsValid(key.Value))
                {
                    section.Bag.Add(DiagnosticSeverity.Error, section.File, key, path, $"'{Wording.Shorten(key.Value)}' is no parameter: {Identifier.Rule}");
                }
                else if (ReadEntry(section, key, node, path) is { } parameter)
                {
                    parameters.Add(parameter);
                }
            }

            return parameters.ToImmutable();
        }

        foreach (var item in section.Children("parameters", DefinitionLimits.MaxAlarms))
        {
            item.Require("name");
            var name = item.Id("name");
            var parameter = ReadFull(item, name ?? "");
            if (name is not null && parameter is not null && names.Add(item, "name", name))
            {
                parameters.Add(parameter);
            }
        }

        return parameters.ToImmutable();
    }

    /// <summary>A mapping with one of the keys of the full form is one; any other is a value, such as a distribution.</summary>
    private static AssemblyParameter? ReadEntry(Section section, YamlScalar key, YamlNode node, string path)
    {
        if (node is YamlMapping mapping && mapping.Entries.Any(e => e.Key.Value is "default" or "unit" or "range"))
        {
            return ReadFull(new Section(mapping, section.File, path, section.Bag), key.Value);
        }

        return ParameterReader.Read(node, section.File, path, section.Bag) is { } value
            ? Of(key.Value, value, null, null, null, new SourcePlace(section.File, key.Line, key.Column, path))
            : null;
    }

    private static AssemblyParameter? ReadFull(Section item, string name)
    {
        item.Require("default");
        var value = item.Parameter("default");
        var unit = item.Unit("unit");
        var (min, max) = RangeReader.Read(item, "range");
        item.Close();
        if (value is null)
        {
            return null;
        }

        if (value is NumberValue number)
        {
            if (unit is not null && !Quantities.TryConvert(number, unit, out _, out var why))
            {
                item.Error("default", why);
                return null;
            }

            if (Of(name, value, unit, min, max, item.Place()) is { Default: NumberValue inUnit } whole && (inUnit.Value < min || inUnit.Value > max))
            {
                item.Error("default", Wording.Invariant($"{inUnit.Value} is outside the range of {min} to {max} {whole.Unit}"));
            }
        }
        else if (min is not null || max is not null)
        {
            item.Error("range", "a range is for numbers");
        }

        return Of(name, value, unit, min, max, item.Place());
    }

    /// <summary>A number's default is held in the parameter's unit, which is that of the number when none is given.</summary>
    private static AssemblyParameter Of(string name, ParameterValue value, Unit? unit, double? min, double? max, SourcePlace place)
    {
        if (value is not NumberValue number)
        {
            return new AssemblyParameter(name, unit?.Code ?? "1", value, min, max) { Place = place };
        }

        var code = unit?.Code ?? number.Unit ?? "1";
        Quantities.TryConvert(number, Unit.Parse(code), out var inUnit, out _);
        return new AssemblyParameter(name, code, new NumberValue(inUnit) { Place = value.Place }, min, max) { Place = place };
    }
}
