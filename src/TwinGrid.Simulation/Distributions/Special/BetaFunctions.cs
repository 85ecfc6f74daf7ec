using MathNet.Numerics;

namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>The regularised incomplete beta function and its inverse.</summary>
internal static class BetaFunctions
{
    /// <summary>I_x(a, b) for x in [0, 1].</summary>
    public static double Lower(double a, double b, double x) => x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>log of x^(a-1) y^(b-1) / B(a, b) with y = 1 - x given too, so that neither end loses digits.</summary>
    public static double LogDensity(double a, double b, double x, double y) => Power(a - 1, x) + Power(b - 1, y) - LogBeta(a, b);

    /// <summary>log B(a, b).</summary>
    public static double LogBeta(double a, double b) => SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);

    /// <summary>log(x / (1 - x)) for I_x(a, b) = p and 1 - I_x(a, b) = q: the smaller of the two is solved for, by Newton's method on the logit inside a bracket.</summary>
    public static double LogitOfInverse(double a, double b, double p, double q)
    {
        if (q < p)
        {
            return -LogitOfInverse(b, a, q, p);
        }

        // From the first term of the series: x^a = p a B(a, b). At the lower end it is all there is.
        var first = (Math.Log(p) + Math.Log(a) + LogBeta(a, b)) / a;
        if (first < -40)
        {
            return first;
        }

        var y = Math.Min(first, Math.Log(a / b));
        var (low, high) = (-745.0, 745.0);
        for (var i = 0; i < 200; i++)
        {
            var (x, complement) = (1 / (1 + Math.Exp(-y)), 1 / (1 + Math.Exp(y)));
            var value = Lower(a, b, x);
            (low, high) = value > p ? (low, y) : (y, high);
            var step = Math.Log(value / p) * value / Math.Exp(LogDensity(a, b, x, complement) + Math.Log(x) + Math.Log(complement));
            var next = y - step;
            if (!(next > low && next < high))
            {
                next = 0.5 * (low + high);
            }

            if (Math.Abs(next - y) <= 1e-14 * Math.Max(1, Math.Abs(y)))
            {
                return next;
            }

            y = next;
        }

        return y;
    }

    private static double Power(double exponent, double x) => exponent == 0 ? 0 : exponent * Math.Log(x);
}
