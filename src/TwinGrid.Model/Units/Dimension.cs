using System.Globalization;
using System.Text;

namespace TwinGrid.Model.Units;

/// <summary>
/// Exponents of the base quantities. The seven of the SI, and plane angle, which UCUM counts as a base quantity too (UCUM 2.2, §28, table 2).
/// Where UCUM has electric charge we have current, and amount of substance is a quantity of its own, so that a mole is never taken for a count.
/// Exponents are multiples of 1/60, which takes square to sixth roots.
/// </summary>
public readonly record struct Dimension
{
    /// <summary>A plain number.</summary>
    public static readonly Dimension None;

    private const int Denominator = 60;

    private readonly short mass;
    private readonly short length;
    private readonly short time;
    private readonly short current;
    private readonly short temperature;
    private readonly short amount;
    private readonly short luminosity;
    private readonly short angle;

    private Dimension(ReadOnlySpan<int> exponents)
    {
        mass = checked((short)exponents[0]);
        length = checked((short)exponents[1]);
        time = checked((short)exponents[2]);
        current = checked((short)exponents[3]);
        temperature = checked((short)exponents[4]);
        amount = checked((short)exponents[5]);
        luminosity = checked((short)exponents[6]);
        angle = checked((short)exponents[7]);
    }

    internal static Dimension Mass { get; } = new([Denominator, 0, 0, 0, 0, 0, 0, 0]);

    internal static Dimension Length { get; } = new([0, Denominator, 0, 0, 0, 0, 0, 0]);

    internal static Dimension Time { get; } = new([0, 0, Denominator, 0, 0, 0, 0, 0]);

    internal static Dimension Current { get; } = new([0, 0, 0, Denominator, 0, 0, 0, 0]);

    internal static Dimension Temperature { get; } = new([0, 0, 0, 0, Denominator, 0, 0, 0]);

    internal static Dimension Amount { get; } = new([0, 0, 0, 0, 0, Denominator, 0, 0]);

    internal static Dimension Luminosity { get; } = new([0, 0, 0, 0, 0, 0, Denominator, 0]);

    internal static Dimension Angle { get; } = new([0, 0, 0, 0, 0, 0, 0, Denominator]);

    /// <summary>A plain number.</summary>
    public bool IsNone => this == None;

    /// <summary>The same without plane angle: in the SI a radian is 1, so that N·m · rad/s is a power.</summary>
    public Dimension WithoutAngle => new([mass, length, time, current, temperature, amount, luminosity, 0]);

    /// <summary>Dimension of a product.</summary>
    /// <exception cref="OverflowException">An exponent left ±546.</exception>
    public static Dimension operator *(Dimension left, Dimension right) => Combine(left, right, 1);

    /// <summary>Dimension of a quotient.</summary>
    /// <exception cref="OverflowException">An exponent left ±546.</exception>
    public static Dimension operator /(Dimension left, Dimension right) => Combine(left, right, -1);

    /// <summary>Dimension of a power; null when an exponent would be no multiple of 1/60 or leave ±546.</summary>
    public Dimension? Power(double exponent)
    {
        Span<int> result = stackalloc int[8];
        Span<short> own = [mass, length, time, current, temperature, amount, luminosity, angle];
        for (var i = 0; i < result.Length; i++)
        {
            var exact = own[i] * exponent;
            var rounded = Math.Round(exact);
            if (Math.Abs(exact - rounded) > 1e-9 || Math.Abs(rounded) > short.MaxValue)
            {
                return null;
            }

            result[i] = (int)rounded;
        }

        return new Dimension(result);
    }

    /// <summary>In base units, such as <c>kg.m2.s-3</c>; <c>1</c> for a plain number.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "kg", mass);
        Append(text, "m", length);
        Append(text, "s", time);
        Append(text, "A", current);
        Append(text, "K", temperature);
        Append(text, "mol", amount);
        Append(text, "cd", luminosity);
        Append(text, "rad", angle);
        return text.Length == 0 ? "1" : text.ToString();
    }

    private static Dimension Combine(Dimension left, Dimension right, int sign) => new(
    [
        left.mass + (sign * right.mass),
        left.length + (sign * right.length),
        left.time + (sign * right.time),
        left.current + (sign * right.current),
        left.temperature + (sign * right.temperature),
        left.amount + (sign * right.amount),
        left.luminosity + (sign * right.luminosity),
        left.angle + (sign * right.angle),
    ]);

    private static void Append(StringBuilder text, string unit, short sixtieths)
    {
        if (sixtieths == 0)
        {
            return;
        }

        text.Append(text.Length == 0 ? "" : ".").Append(unit);
        if (sixtieths != Denominator)
        {
            text.Append(((double)sixtieths / Denominator).ToString("0.###", CultureInfo.InvariantCulture));
        }
    }
}
