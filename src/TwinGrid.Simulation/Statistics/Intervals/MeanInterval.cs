using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>
/// Student's interval for the mean of independent, identically distributed values (replications): mean ± t(n - 1) s / √n.
/// Exact for normal values; for others right as n grows (Law, Simulation Modeling and Analysis, 5th ed., ch. 4.5).
/// </summary>
internal static class MeanInterval
{
    internal const string Method = "Student t";

    /// <summary>The interval at the level, in (0, 1); at least one value.</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    internal static Estimate Of(ReadOnlySpan<double> values, double level = 0.95)
    {
        Probability.Finite(values, 1, nameof(values));
        return Of(RunningMoments.Of(values), level);
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, double)"/>
    internal static Estimate Of(RunningMoments moments, double level = 0.95)
    {
        Probability.Inside(level, nameof(level));
        var n = moments.Count;
        if (n == 0)
        {
            throw new ArgumentException("A mean needs at least one value.", nameof(moments));
        }

        var error = moments.StandardDeviation / Math.Sqrt(n);
        var halfWidth = n == 1 ? double.PositiveInfinity : StudentTLaw.TwoSided(level, n - 1) * error;
        return new Estimate
        {
            Mean = moments.Mean,
            StandardDeviation = moments.StandardDeviation,
            StandardError = error,
            DegreesOfFreedom = n - 1,
            HalfWidth = halfWidth,
            Lower = moments.Mean - halfWidth,
            Upper = moments.Mean + halfWidth,
            Level = level,
            N = n,
            Method = Method,
            Notes = n == 1 ? ["one value tells nothing about the spread: the interval is unbounded"]
                : moments.SquaredDeviations == 0 ? [$"all {n} values are equal: the interval has no width"]
                : [],
        };
    }
}
