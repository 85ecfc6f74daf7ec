using System.Globalization;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Definitions.Writing;

/// <summary>Values of parameters as YAML on one line, which reads back to an equal value.</summary>
internal static class ParameterText
{
    public static string Of(ParameterValue value) => value switch
    {
        NumberValue { Unit: null } number => Of(number.Value),
        NumberValue number => YamlText.Quote($"{Of(number.Value)} '{number.Unit}'"),
        TextValue text => YamlText.Quote(text.Text),
        BooleanValue flag => flag.Value ? "true" : "false",
        ListValue list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(e => $"{YamlText.Quote(e.Key)}: {Of(e.Value)}"))}}}",
        _ => throw new ArgumentException($"A parameter value of type {value.GetType().Name}.", nameof(value)),
    };

    private static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
