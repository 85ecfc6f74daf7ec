using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one entry of <c>spec.variables</c> of a module.</summary>
internal static class VariableReader
{
    public static ModuleVariable? Read(Section section)
    {
        var name = ModuleReader.Word(section, "name");
        var kind = section.Enumeration<VariableKind>("type") ?? VariableKind.Number;
        Unit? unit = null;
        if (kind == VariableKind.Boolean)
        {
            section.Refuse("unit", "a boolean has no unit");
        }
        else
        {
            section.Require("unit", "a plain number has unit: \"1\"");
            unit = section.Unit("unit");
        }

        var variable = new ModuleVariable(name ?? "", (unit ?? Unit.One).Code, kind)
        {
            Initial = ReadInitial(section),
            Min = section.Number("min"),
            Max = section.Number("max"),
            Nominal = section.Number("nominal"),
            Summary = section.Text("summary") ?? "",
            Place = ModuleReader.PlaceOf(section),
        };
        if (variable.Min >= variable.Max)
        {
            section.Error("max", Wording.Invariant($"max {variable.Max} must be above min {variable.Min}"));
        }

        if (variable.Nominal <= 0)
        {
            section.Error("nominal", Wording.Invariant($"a magnitude above 0 is expected, not {variable.Nominal}"));
        }

        if (kind != VariableKind.Number)
        {
            section.Require("initial", "what only events change needs a value at the start");
        }

        return name is null ? null : variable;
    }

    private static ParameterValue? ReadInitial(Section section)
    {
        if (section.Scalar("initial", "a number or an expression") is not { } scalar)
        {
            return null;
        }

        var place = ExpressionFindings.PlaceOf(section.File, scalar, section.PathOf("initial"));
        ParameterValue value =
            SectionValues.Number(scalar) is { } number ? new NumberValue(number)
            : scalar is { IsPlain: true, Value: "true" or "false" } ? new BooleanValue(scalar.Value == "true")
            : new TextValue(scalar.Value);
        return value with { Place = place };
    }
}
