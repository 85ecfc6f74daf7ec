using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Modules;

/// <summary>Numbers of documents in the unit in which a module wants them.</summary>
internal static class NumberInUnit
{
    /// <summary>Converts a number; false with the reason when the units measure different things.</summary>
    public static bool TryConvert(NumberValue value, string unit, out double number, out string error)
    {
        number = value.Value;
        error = "";
        if (value.Unit is null || value.Unit == unit)
        {
            return true;
        }

        if (!Unit.TryParse(value.Unit, out var from, out var wrong))
        {
            error = $"'{value.Unit}' is no UCUM unit: {wrong.Message}";
            return false;
        }

        var to = Unit.Parse(unit);
        if (!UnitConversion.TryCreate(from, to, out var conversion))
        {
            error = $"{Format(value.Value)} '{value.Unit}' ({from.Dimension}) can't be given in '{unit}' ({to.Dimension})";
            return false;
        }

        number = conversion.Convert(value.Value);
        return true;
    }

    /// <summary>Checks a number against a range; false with value, range and unit.</summary>
    public static bool IsWithin(double number, double? min, double? max, string unit, out string error)
    {
        var isWithin = double.IsFinite(number) && !(number < min) && !(number > max);
        var range = (min, max) switch
        {
            (null, null) => "a finite number is expected",
            (not null, null) => $"at least {Format(min.Value)} is expected",
            (null, not null) => $"at most {Format(max.Value)} is expected",
            _ => $"{Format(min.Value)} to {Format(max.Value)} is expected",
        };
        error = isWithin ? "" : $"{Format(number)}{(unit == "1" ? "" : $" {unit}")}: {range}";
        return isWithin;
    }

    private static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
