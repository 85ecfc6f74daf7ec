using System.Globalization;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads <c>range: {min: 0, max: 100}</c>, either end optional.</summary>
internal static class RangeReader
{
    public static (double? Min, double? Max) Read(Section parent, string key, bool isInteger = false)
    {
        if (parent.Child(key) is not { } section)
        {
            return (null, null);
        }

        var min = ReadEnd(section, "min", isInteger);
        var max = ReadEnd(section, "max", isInteger);
        if (min >= max)
        {
            section.Error("max", string.Create(CultureInfo.InvariantCulture, $"max {max} must be above min {min}"));
        }

        section.Close();
        return (min, max);
    }

    private static double? ReadEnd(Section section, string key, bool isInteger)
    {
        if (section.Number(key) is not { } value)
        {
            return null;
        }

        if (isInteger && value != Math.Truncate(value))
        {
            section.Error(key, string.Create(CultureInfo.InvariantCulture, $"a whole number is expected, not {value}"));
        }

        return value;
    }
}
