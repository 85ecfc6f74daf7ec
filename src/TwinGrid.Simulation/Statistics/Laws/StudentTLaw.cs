using System.Globalization;
using MathNet.Numerics;

namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>Student's t law; degrees of freedom need not be whole. Tails come from the regularised incomplete beta function.</summary>
internal static class StudentTLaw
{
    // Above this the beta function's logarithms lose more digits than the expansion below leaves out.
    private const double NearNormal = 1e6;

    /// <summary>P(T &gt; t) with the given degrees of freedom.</summary>
    internal static double UpperTail(double t, double degrees)
    {
        Check(degrees);
        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        if (t < 0)
        {
            return 1 - UpperTail(-t, degrees);
        }

        if (double.IsPositiveInfinity(t))
        {
            return 0;
        }

        return degrees > NearNormal
            ? NormalLaw.UpperTail(t * (1 - (t * t + 1) / (4 * degrees)))
            : 0.5 * SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + t * t));
    }

    /// <summary>P(T &lt;= t) with the given degrees of freedom.</summary>
    internal static double Cdf(double t, double degrees) => t > 0 ? 1 - UpperTail(t, degrees) : UpperTail(-t, degrees);

    /// <summary>The t with P(T &lt;= t) = p.</summary>
    internal static double Quantile(double p, double degrees)
    {
        Check(degrees);
        Probability.Inside(p, nameof(p));
        return p == 0.5 ? 0 : p > 0.5 ? FromTail(1 - p, degrees) : -FromTail(p, degrees);
    }

    /// <summary>The critical value of a two-sided interval: P(|T| &lt;= t) = level.</summary>
    internal static double TwoSided(double level, double degrees)
    {
        Check(degrees);
        return FromTail((1 - Probability.Inside(level, nameof(level))) / 2, degrees);
    }

    private static double FromTail(double tail, double degrees)
    {
        var z = -NormalLaw.Quantile(tail);
        var z2 = z * z;
        // Cornish-Fisher (Abramowitz and Stegun 26.7.5), exact enough by itself for huge degrees of freedom.
        var start = z + z * (z2 + 1) / (4 * degrees) + z * ((5 * z2 + 16) * z2 + 3) / (96 * degrees * degrees);
        if (degrees > NearNormal)
        {
            return start;
        }

        var high = Math.Max(1, start);
        while (UpperTail(high, degrees) > tail)
        {
            high *= 2;
        }

        return Inversion.OfTail(t => UpperTail(t, degrees), t => Density(t, degrees), tail, 0, high, start);
    }

    private static double Density(double t, double degrees) =>
        Math.Exp(SpecialFunctions.GammaLn((degrees + 1) / 2) - SpecialFunctions.GammaLn(degrees / 2) - (degrees + 1) / 2 * Math.Log(1 + t * t / degrees))
        / Math.Sqrt(degrees * Math.PI);

    private static void Check(double degrees)
    {
        if (!(degrees > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, string.Create(CultureInfo.InvariantCulture, $"Degrees of freedom = {degrees} must be positive."));
        }
    }
}
