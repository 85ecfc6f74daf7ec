namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Powers from the bits of the number, with a parabola for the logarithm of the mantissa (0.0077 off at most) and one for the power of
/// two (0.32 % off at most). A step size needs no better, a step control that is continuous in the error does: both parabolas join at
/// the powers of two. Only sums and products, so the bits are the same on every platform, which <see cref="Math.Pow"/> does not promise.
/// </summary>
internal static class QuickPower
{
    private const int MantissaBits = 52;
    private const int Bias = 1023;

    /// <summary>
    /// x to the power p, to 0.33 % + 0.54 % |p| while |p| is at most 1; exact at x = 1; 0 or infinity outside the range of normal numbers.
    /// </summary>
    /// <param name="x">Positive, finite, and no subnormal number.</param>
    /// <param name="p">Any finite number.</param>
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
