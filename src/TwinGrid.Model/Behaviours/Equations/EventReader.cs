using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one entry of <c>spec.events</c> of a module: <c>{name, when, set: {variable: expression}, hysteresis}</c>.</summary>
internal static class EventReader
{
    private const int MaxAssignments = 256;

    public static ModuleEvent? Read(Section section)
    {
        var name = ModuleReader.Word(section, "name");
        section.Require("when", "a condition at whose becoming true the event happens");
        var when = ReadText(section, "when");
        var hysteresis = ReadText(section, "hysteresis");
        var set = ImmutableArray.CreateBuilder<ModuleAssignment>();
        foreach (var (key, value, path) in section.Entries("set", MaxAssignments))
        {
            if (value is YamlScalar { Value.Length: > 0 } scalar)
            {
                set.Add(new ModuleAssignment(key.Value, new ModuleText(scalar.Value, ExpressionFindings.PlaceOf(section.File, scalar, path))));
            }
            else
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, value, path, $"an expression is expected, not {Wording.Kind(value)}");
            }
        }

        return name is null || when is null ? null : new ModuleEvent(name, when, set.ToImmutable()) { Hysteresis = hysteresis, Place = ModuleReader.PlaceOf(section) };
    }

    private static ModuleText? ReadText(Section section, string key) =>
        section.Expression(key) is { } text ? new ModuleText(text, ExpressionFindings.PlaceOf(section.File, section.At(key), section.PathOf(key))) : null;
}
