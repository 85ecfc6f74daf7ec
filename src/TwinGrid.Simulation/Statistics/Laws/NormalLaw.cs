using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>The standard normal law.</summary>
internal static class NormalLaw
{
    /// <summary>P(Z &lt;= z).</summary>
    internal static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>P(Z &gt; z), with full relative precision far in the tail.</summary>
    internal static double UpperTail(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    internal static double Density(double z) => Math.Exp(-0.5 * z * z) * Constants.InvSqrt2Pi;

    /// <summary>The z with P(Z &lt;= z) = p, p in (0, 1).</summary>
    internal static double Quantile(double p) => Normal.InvCDF(0, 1, Probability.Inside(p, nameof(p)));
}
