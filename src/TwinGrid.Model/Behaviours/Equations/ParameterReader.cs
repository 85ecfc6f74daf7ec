using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one entry of <c>spec.parameters</c> of a module.</summary>
internal static class ParameterReader
{
    public static ModuleParameter? Read(Section section)
    {
        var name = ModuleReader.Word(section, "name");
        var (unit, isBoolean) = ReadUnit(section);
        var range = ReadRange(section);
        var value = ReadValue(section, "default", isBoolean);
        if (value is { } given && !range.Contains(given))
        {
            section.Error("default", Wording.Invariant($"{given} is not allowed: {range} '{unit}'"));
        }

        var parameter = new ModuleParameter(name ?? "", unit.Code)
        {
            IsBoolean = isBoolean,
            Default = value,
            Range = range,
            IsTunable = section.Flag("tunable") ?? false,
            Summary = section.Text("summary") ?? "",
            Place = ModuleReader.PlaceOf(section),
        };
        return name is null ? null : parameter;
    }

    /// <summary><c>unit</c> and <c>type</c>: a truth value has no unit, a number must have one.</summary>
    public static (Unit Unit, bool IsBoolean) ReadUnit(Section section)
    {
        if (section.Enumeration<ParameterType>("type") == ParameterType.Boolean)
        {
            section.Refuse("unit", "a boolean has no unit");
            return (Unit.One, true);
        }

        section.Require("unit", "a plain number has unit: \"1\"");
        return (section.Unit("unit") ?? Unit.One, false);
    }

    /// <summary>A number, or true and false as 1 and 0.</summary>
    public static double? ReadValue(Section section, string key, bool isBoolean) =>
        !isBoolean ? section.Number(key) : section.Flag(key) is { } flag ? flag ? 1 : 0 : null;

    private static ParameterRange ReadRange(Section parent)
    {
        if (parent.Child("range") is not { } section)
        {
            return ParameterRange.All;
        }

        var (min, above, max, below) = (section.Number("min"), section.Number("above"), section.Number("max"), section.Number("below"));
        if (min is not null && above is not null)
        {
            section.Error("above", "'min' and 'above' together; 'above' leaves the end itself out");
        }

        if (max is not null && below is not null)
        {
            section.Error("below", "'max' and 'below' together; 'below' leaves the end itself out");
        }

        var range = new ParameterRange(min ?? above, max ?? below, above is not null, below is not null);
        if (range.Min > range.Max || (range.Min == range.Max && (range.IsMinOpen || range.IsMaxOpen)))
        {
            section.Error(max is not null ? "max" : "below", $"no number is {range}");
        }

        section.Close();
        return range;
    }

    private enum ParameterType
    {
        Number,
        Boolean,
    }
}
