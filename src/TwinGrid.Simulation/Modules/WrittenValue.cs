using System.Globalization;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Modules;

/// <summary>Values as they would be written in a document.</summary>
internal static class WrittenValue
{
    /// <summary>The value on one line; numbers with six digits.</summary>
    public static string Of(ParameterValue value) => value switch
    {
        NumberValue number => number.Value.ToString("G6", CultureInfo.InvariantCulture) + (number.Unit is null or "1" ? "" : $" {number.Unit}"),
        TextValue text => text.Text,
        BooleanValue flag => flag.Value ? "true" : "false",
        ListValue list => $"[{string.Join(",", list.Items.Select(Of))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(e => $"{e.Key}: {Of(e.Value)}"))}}}",
        _ => "",
    };
}
