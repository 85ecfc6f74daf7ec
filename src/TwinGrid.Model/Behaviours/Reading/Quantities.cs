using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Numbers of a section whose unit is known. Each is null when the key is absent, and also, with a finding, when the value is wrong.</summary>
internal static class Quantities
{
    private static readonly Unit Second = Units.Unit.Parse("s");

    /// <summary>A number in a unit: a plain number is in it, one with another unit is converted.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="unit">Unit of the result; null = not known: only plain numbers are taken.</param>
    public static double? Quantity(this Section section, string key, Unit? unit) => Read(section, key, unit, isDifference: false);

    /// <summary>A difference in a unit, above a bound or from it on. Differences of temperatures have no zero to be moved: 5 K are 5 Cel.</summary>
    public static double? Difference(this Section section, string key, Unit? unit, double min, bool isExclusive)
    {
        var value = Read(section, key, unit, isDifference: true);
        if (value is not { } number || (isExclusive ? number > min : number >= min))
        {
            return value;
        }

        var bound = isExclusive ? Wording.Invariant($"above {min}") : Wording.Invariant($"of {min} or more");
        var suffix = unit is null || unit.Equals(Units.Unit.One) ? "" : $" {unit}";
        section.Error(key, Wording.Invariant($"a number {bound} is expected, not {number}{suffix}"));
        return null;
    }

    /// <summary>A time in s: a plain number is seconds.</summary>
    public static double? Seconds(this Section section, string key, bool mayBeZero)
    {
        if (section.Scalar(key, "a time") is not { } scalar)
        {
            return null;
        }

        if (ParameterReader.ReadScalar(scalar) is not NumberValue number)
        {
            section.Error(key, DurationText.IsTooLong(scalar.Value)
                ? $"'{Wording.Shorten(scalar.Value)}' is too long a time: at most {DurationText.Format(DurationText.Max)}, or a number of seconds"
                : $"'{Wording.Shorten(scalar.Value)}' is no time: seconds, or {DurationText.Rule}");
            return null;
        }

        if (!TryConvert(number, Second, out var seconds, out var why))
        {
            var hint = number.Unit == "m" ? "; 'm' is a metre, minutes are written 'min', or 5m without a space" : "";
            section.Error(key, why + hint);
            return null;
        }

        if (mayBeZero ? seconds >= 0 : seconds > 0)
        {
            return seconds;
        }

        section.Error(key, Wording.Invariant($"a time {(mayBeZero ? "of 0 or more" : "above 0")} is expected, not {seconds} s"));
        return null;
    }

    /// <summary>A share between two bounds, both excluded: <c>0.95</c> or <c>95%</c>.</summary>
    public static double? Share(this Section section, string key, double low, double high)
    {
        var value = section.Quantity(key, Units.Unit.One);
        if (value is not { } share || (share > low && share < high))
        {
            return value;
        }

        var hint = share is > 1 and <= 100 && share / 100 is var part && part > low && part < high ? Wording.Invariant($"; {share} percent is written {share}% or {part}") : "";
        section.Error(key, Wording.Invariant($"a share above {low} and below {high} is expected, not {share}{hint}"));
        return null;
    }

    /// <summary>A whole number; <c>1e9</c> is one too.</summary>
    public static long? Count(this Section section, string key, long min, long max)
    {
        if (section.Scalar(key, "a whole number") is not { } scalar)
        {
            return null;
        }

        if (SectionValues.Number(scalar) is { } number && number == Math.Truncate(number) && number >= min && number <= max)
        {
            return number == max ? max : (long)number;
        }

        section.Error(key, Wording.Invariant($"a whole number from {min} to {max} is expected, not '{Wording.Shorten(scalar.Value)}'"));
        return null;
    }

    /// <summary>A value in a unit; false, with the reason, when it can't be given in it.</summary>
    public static bool TryConvert(NumberValue number, Unit? unit, out double value, out string why, bool isDifference = false)
    {
        value = number.Value;
        why = "";
        if (number.Unit is null)
        {
            return true;
        }

        if (unit is null)
        {
            why = $"a plain number is expected, not one in '{number.Unit}': it is not known in which unit it is needed";
            return false;
        }

        var from = Units.Unit.Parse(number.Unit);
        if (!UnitConversion.TryCreate(from, unit, out var conversion))
        {
            why = Wording.Invariant($"{number.Value} '{from}' can't be given in '{unit}': {from.Dimension} is not {unit.Dimension}");
            return false;
        }

        if (isDifference)
        {
            conversion = conversion with { Offset = 0 };
        }

        // 95 % are 0.95, which multiplying by 0.01 misses by an ulp.
        var divisor = 1 / conversion.Factor;
        value = conversion.Offset == 0 && divisor > 1 && divisor == Math.Round(divisor) ? number.Value / divisor : conversion.Convert(number.Value);
        return true;
    }

    private static double? Read(Section section, string key, Unit? unit, bool isDifference)
    {
        if (section.Scalar(key, "a number") is not { } scalar)
        {
            return null;
        }

        if (ParameterReader.ReadScalar(scalar) is not NumberValue number)
        {
            section.Error(key, $"a number{(unit is null || unit.Equals(Units.Unit.One) ? "" : $" in {unit}")} is expected, not '{Wording.Shorten(scalar.Value)}'");
            return null;
        }

        if (TryConvert(number, unit, out var value, out var why, isDifference))
        {
            return value;
        }

        section.Error(key, why);
        return null;
    }
}
