namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Powers to a few per mille, from the bits of the number: enough for step sizes, many times faster than <see cref="Math.Pow"/>, and
/// the same on every platform.
/// </summary>
internal static class QuickPower
{
    private const int MantissaBits = 52;
    private const int Bias = 1023;

    /// <summary>x to the power p, for positive normal x.</summary>
    public static double Of(double x, double p) => Exp2(p * Log2(x));

    private static double Log2(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (bits >> MantissaBits) - Bias;
        var m = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((long)Bias << MantissaBits)) - 1;
        return exponent + (m * (1.3465557 + (m * (-0.3465557))));
    }

    private static double Exp2(double x)
    {
        var whole = Math.Floor(x);
        if (whole < 1 - Bias || whole > Bias)
        {
            return whole < 0 ? 0 : double.PositiveInfinity;
        }

        var part = x - whole;
        var power = BitConverter.Int64BitsToDouble(((long)whole + Bias) << MantissaBits);
        return power * (1 + (part * (0.6565 + (part * 0.3435))));
    }
}
