using MathNet.Numerics;

namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>The beta law, and what follows from it: tails of the binomial and of Fisher's F law.</summary>
internal static class BetaLaw
{
    /// <summary>P(X &lt;= x) for x in [0, 1], both shapes positive.</summary>
    internal static double Cdf(double x, double a, double b) => x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>The x with P(X &lt;= x) = p, p in (0, 1).</summary>
    internal static double Quantile(double p, double a, double b)
    {
        Probability.Inside(p, nameof(p));
        var scale = SpecialFunctions.GammaLn(a + b) - SpecialFunctions.GammaLn(a) - SpecialFunctions.GammaLn(b);
        return Inversion.OfTail(
            x => -Cdf(x, a, b),
            x => Math.Exp(scale + (a - 1) * Math.Log(x) + (b - 1) * Math.Log(1 - x)),
            -p,
            0,
            1,
            a / (a + b));
    }

    /// <summary>P(F &gt; f) of Fisher's law with the degrees of freedom of numerator and denominator.</summary>
    internal static double FisherUpperTail(double f, double numerator, double denominator) =>
        f <= 0 ? 1 : double.IsPositiveInfinity(f) ? 0 : Cdf(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);

    /// <summary>The f with P(F &lt;= f) = p.</summary>
    internal static double FisherQuantile(double p, double numerator, double denominator)
    {
        var x = Quantile(1 - Probability.Inside(p, nameof(p)), denominator / 2, numerator / 2);
        return denominator * (1 - x) / (numerator * x);
    }

    /// <summary>P(at most k successes in n trials of chance p).</summary>
    internal static double BinomialCdf(int k, int n, double p) => k < 0 ? 0 : k >= n ? 1 : Cdf(1 - p, n - k, k + 1);
}
