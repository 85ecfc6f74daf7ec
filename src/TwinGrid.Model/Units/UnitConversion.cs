using System.Diagnostics.CodeAnalysis;

namespace TwinGrid.Model.Units;

/// <summary>Takes values from one unit to a commensurable one: <c>x * Factor + Offset</c>.</summary>
/// <param name="Factor">Target units of one source unit.</param>
/// <param name="Offset">What a source value of 0 is in the target unit.</param>
public readonly record struct UnitConversion(double Factor, double Offset)
{
    /// <summary>Changes nothing.</summary>
    public static readonly UnitConversion Identity = new(1, 0);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsIdentity => this == Identity;

    /// <summary>The conversion; false when the units measure different quantities.</summary>
    public static bool TryCreate(Unit from, Unit to, [NotNullWhen(true)] out UnitConversion conversion)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        conversion = Identity;
        if (!from.IsCommensurableWith(to))
        {
            return false;
        }

        if (!from.Equals(to))
        {
            conversion = new UnitConversion(Clean(from.Scale / to.Scale), Clean((from.Offset - to.Offset) / to.Scale));
        }

        return true;
    }

    /// <summary>The conversion.</summary>
    /// <exception cref="ArgumentException">The units measure different quantities.</exception>
    public static UnitConversion Create(Unit from, Unit to) =>
        TryCreate(from, to, out var conversion)
            ? conversion
            : throw new ArgumentException($"'{from}' ({from.Dimension}) can't be converted to '{to}' ({to.Dimension}).", nameof(to));

    /// <summary>The value in the target unit.</summary>
    public double Convert(double value) => (value * Factor) + Offset;

    /// <summary>
    /// Most factors are short decimals (1 L/min = 0.06 m3/h) that two roundings have moved by an ulp or two: put those back, leave the rest.
    /// </summary>
    internal static double Clean(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        var text = value.ToString("E11", System.Globalization.CultureInfo.InvariantCulture);
        var decimals = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return Math.Abs(decimals - value) <= 5e-16 * Math.Abs(value) ? decimals : value;
    }
}
