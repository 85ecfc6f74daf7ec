using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>How strongly successive observations of one run hang together.</summary>
internal static class Autocorrelation
{
    // Sokal's window: the sum of correlations stops at the first lag of at least this many correlation times.
    private const double Window = 5;

    // The correlation time is found on at most this many means of successive observations, which keeps the work within bounds.
    private const int MostMeans = 4096;

    /// <summary>Lag-one correlation of the values; 0 when they do not vary.</summary>
    internal static double LagOne(ReadOnlySpan<double> values)
    {
        var moments = RunningMoments.Of(values);
        return moments.SquaredDeviations > 0 ? Products(values, moments.Mean, 1) / moments.SquaredDeviations : 0;
    }

    /// <summary>
    /// The integrated correlation time τ = 1 + 2 Σ ρ(k), in observations: the variance of a long mean is τ times what independent observations would give.
    /// Estimated with Sokal's self-consistent window (Monte Carlo Methods in Statistical Mechanics, 1989): the sum stops at the first lag k &gt;= 5 τ. At least 1.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than two observations, or one that is not finite.</exception>
    internal static double Time(ReadOnlySpan<double> observations)
    {
        Probability.Finite(observations, 2, nameof(observations));
        var length = (observations.Length + MostMeans - 1) / MostMeans;
        var variance = RunningMoments.Of(observations).Variance;
        if (!(variance > 0))
        {
            return 1;
        }

        var means = length == 1 ? observations : Batches.Means(observations, observations.Length / length);
        // Means of `length` observations: Var(long mean) = τ σ² / n = τ' σ'² length / n.
        var moments = RunningMoments.Of(means);
        if (!(moments.Variance > 0))
        {
            return 1;
        }

        var time = 1.0;
        for (var lag = 1; lag < means.Length / 2 && lag < Window * time; lag++)
        {
            time += 2 * Products(means, moments.Mean, lag) / moments.SquaredDeviations;
            time = Math.Max(time, 1);
        }

        return Math.Max(1, time * length * moments.Variance / variance);
    }

    /// <summary>How many independent observations tell as much about the mean: n / τ.</summary>
    internal static double EffectiveSampleSize(ReadOnlySpan<double> observations) => observations.Length / Time(observations);

    private static double Products(ReadOnlySpan<double> values, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < values.Length; i++)
        {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }

        return sum;
    }
}
