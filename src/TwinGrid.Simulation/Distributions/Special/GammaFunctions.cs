using System.Globalization;
using MathNet.Numerics;

namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>
/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P, with their logarithms far out, and their inverse.
/// Series 8.7.1 and continued fraction 8.9.2 of the NIST Digital Library of Mathematical Functions.
/// </summary>
internal static class GammaFunctions
{
    private const double Epsilon = 1e-16;
    private const double Tiny = 1e-300;

    /// <summary>log of the gamma function at a &gt; 0.</summary>
    public static double LogGamma(double a) => SpecialFunctions.GammaLn(a);

    /// <summary>Derivative of <see cref="LogGamma"/> at a &gt; 0: recurrence up to 12, from there the asymptotic series 5.11.2.</summary>
    public static double Digamma(double a)
    {
        var sum = 0.0;
        for (; a < 12; a++)
        {
            sum -= 1 / a;
        }

        var f = 1 / (a * a);
        return sum + Math.Log(a) - (0.5 / a) - (f * ((1.0 / 12) - (f * ((1.0 / 120) - (f * ((1.0 / 252) - (f * ((1.0 / 240) - (f * (1.0 / 132))))))))));
    }

    /// <summary>Derivative of <see cref="Digamma"/>.</summary>
    public static double Trigamma(double a)
    {
        var sum = 0.0;
        for (; a < 12; a++)
        {
            sum += 1 / (a * a);
        }

        var f = 1 / (a * a);
        return sum + (1 / a) + (0.5 * f) + (f / a * ((1.0 / 6) - (f * ((1.0 / 30) - (f * ((1.0 / 42) - (f * ((1.0 / 30) - (f * (5.0 / 66))))))))));
    }

    /// <summary>P(a, x).</summary>
    public static double Lower(double a, double x) =>
        x <= 0 ? 0 : x < a + 1 ? Math.Exp(LogPrefactor(a, x) + Math.Log(Series(a, x))) : 1 - UpperByFraction(a, x);

    /// <summary>Q(a, x).</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - Lower(a, x) : UpperByFraction(a, x);

    /// <summary>log P(a, x).</summary>
    public static double LogLower(double a, double x) =>
        x <= 0 ? double.NegativeInfinity : x < a + 1 ? LogPrefactor(a, x) + Math.Log(Series(a, x)) : Elementary.LogOnePlus(-UpperByFraction(a, x));

    /// <summary>log Q(a, x), however far out.</summary>
    public static double LogUpper(double a, double x) =>
        x <= 0 ? 0
        : double.IsPositiveInfinity(x) ? double.NegativeInfinity
        : x < a + 1 ? Elementary.LogOnePlus(-Lower(a, x)) : LogPrefactor(a, x) + Math.Log(Fraction(a, x));

    /// <summary>e^x x^-a Gamma(a, x), which neither overflows nor vanishes: about 1/x far out.</summary>
    public static double UpperScaled(double a, double x) => x >= a + 1 ? Fraction(a, x) : Math.Exp(LogUpper(a, x) - LogPrefactor(a, x));

    /// <summary>log of e^-x x^a / Gamma(a): x times the gamma density.</summary>
    public static double LogPrefactor(double a, double x) => (a * Math.Log(x)) - x - LogGamma(a);

    /// <summary>
    /// log x for Q(a, x) = exp(<paramref name="logUpper"/>) and P(a, x) = exp(<paramref name="logLower"/>): both are given, so that no tail loses digits; the logarithm,
    /// since for small shapes x itself is below every double.
    /// </summary>
    /// <param name="a">Above 0.</param>
    /// <param name="logLower">At most 0.</param>
    /// <param name="logUpper">At most 0.</param>
    public static double LogInverse(double a, double logLower, double logUpper)
    {
        var upperTail = logUpper < logLower;
        var target = upperTail ? logUpper : logLower;
        if (double.IsNegativeInfinity(target))
        {
            return upperTail ? double.PositiveInfinity : double.NegativeInfinity;
        }

        var firstTerm = (logLower + LogGamma(a + 1)) / a;
        if (firstTerm < -40)
        {
            // The second term of the series for P is below rounding.
            return firstTerm;
        }

        var y = Start(a, firstTerm, logLower, logUpper);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < 200; i++)
        {
            // Newton with Halley's correction for the log of the smaller tail, as a function of y = log x.
            var x = Math.Exp(y);
            var log = upperTail ? LogUpper(a, x) : LogLower(a, x);
            var miss = upperTail ? target - log : log - target;
            (low, high) = miss > 0 ? (low, y) : (y, high);
            var slope = Math.Exp(LogPrefactor(a, x) - log);
            var curvature = a - x + (upperTail ? slope : -slope);
            var newton = miss / slope;
            var step = newton / Math.Max(0.5, 1 - (0.5 * newton * curvature));
            if (Math.Abs(step) < 1e-6)
            {
                // Third order: what is left after this step is below rounding.
                return y - step;
            }

            var next = double.IsFinite(step) ? y - Math.Clamp(step, -3, 3) : double.NaN;
            if (!(next > low && next < high))
            {
                next = double.IsInfinity(low) ? high - 1 : double.IsInfinity(high) ? low + 1 : low + (0.5 * (high - low));
            }

            y = next;
        }

        return y;
    }

    /// <summary>Wilson and Hilferty's cube root for the middle, the first term of the series for the lower end; as a logarithm.</summary>
    private static double Start(double a, double firstTerm, double logLower, double logUpper)
    {
        var z = logUpper < logLower ? NormalFunctions.QuantileOfLogSurvival(logUpper) : -NormalFunctions.QuantileOfLogSurvival(logLower);
        var root = 1 - (1 / (9 * a)) + (z / (3 * Math.Sqrt(a)));
        return root > 0.46 ? Math.Log(a) + (3 * Math.Log(root)) : firstTerm < Math.Log(a + 1) ? firstTerm : Math.Log(Math.Max(-logUpper, a));
    }

    private static double UpperByFraction(double a, double x) => double.IsPositiveInfinity(x) ? 0 : Math.Exp(LogPrefactor(a, x) + Math.Log(Fraction(a, x)));

    /// <summary>P(a, x) / (e^-x x^a / Gamma(a)) for x below a + 1.</summary>
    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        var n = a;
        for (var i = 0; i < MaxTerms(a); i++)
        {
            n += 1;
            term *= x / n;
            sum += term;
            if (term < sum * Epsilon)
            {
                return sum;
            }
        }

        throw NoConvergence(a, x);
    }

    /// <summary>Q(a, x) / (e^-x x^a / Gamma(a)) for x from a + 1, by Lentz's method.</summary>
    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var fraction = d;
        for (var i = 1; i < MaxTerms(a); i++)
        {
            var numerator = -i * (i - a);
            b += 2;
            d = (numerator * d) + b;
            d = Math.Abs(d) < Tiny ? Tiny : d;
            c = b + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            d = 1 / d;
            var factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 3e-16)
            {
                return fraction;
            }
        }

        throw NoConvergence(a, x);
    }

    private static double MaxTerms(double a) => 500 + (20 * Math.Sqrt(a));

    private static ArithmeticException NoConvergence(double a, double x) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The incomplete gamma function of {a} at {x} did not converge."));
}
