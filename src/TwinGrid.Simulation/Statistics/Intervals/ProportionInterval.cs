using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>Intervals for a probability from trials.</summary>
internal static class ProportionInterval
{
    /// <summary>Wilson's score interval (JASA 22, 1927): covers nominally on average (Brown, Cai and DasGupta, Statistical Science 16, 2001).</summary>
    internal static ProportionEstimate Wilson(int count, int n, double level = 0.95)
    {
        Check(count, n, level);
        var z = NormalLaw.Quantile(0.5 + level / 2);
        var (p, w) = ((double)count / n, z * z / n);
        var centre = (p + w / 2) / (1 + w);
        var halfWidth = z * Math.Sqrt(p * (1 - p) / n + w / (4 * n)) / (1 + w);
        return Result(count, n, count == 0 ? 0 : centre - halfWidth, count == n ? 1 : centre + halfWidth, level, "Wilson");
    }

    /// <summary>Clopper and Pearson's interval (Biometrika 26, 1934): covers at least nominally for every probability; right where a risk must not be understated.</summary>
    internal static ProportionEstimate ClopperPearson(int count, int n, double level = 0.95)
    {
        Check(count, n, level);
        var tail = (1 - level) / 2;
        return Result(
            count,
            n,
            count == 0 ? 0 : BetaLaw.Quantile(tail, count, n - count + 1),
            count == n ? 1 : BetaLaw.Quantile(1 - tail, count + 1, n - count),
            level,
            "Clopper-Pearson");
    }

    /// <summary>
    /// Korn and Graubard's interval (Survey Methodology 24, 1998) for trials in clusters, independent of each other, within which they may be alike: Clopper and Pearson's with as many
    /// trials as the spread between the clusters says they are worth. With no spread to go by (never or always) each cluster counts as one trial.
    /// </summary>
    /// <param name="clusters">How often it happened in how many trials; at least one cluster, each with at least one trial.</param>
    /// <param name="level">Confidence level.</param>
    internal static ProportionEstimate KornGraubard(IReadOnlyList<(int Count, int N)> clusters, double level = 0.95)
    {
        var (count, n) = (clusters.Sum(c => c.Count), clusters.Sum(c => c.N));
        Check(count, n, level);
        var (m, p) = (clusters.Count, (double)count / n);
        var variance = m < 2 ? double.PositiveInfinity : (double)m / (m - 1) * clusters.Sum(c => Square((c.Count - c.N * p) / n));
        var ratio = m < 2 ? 0 : StudentTLaw.TwoSided(level, n - 1) / StudentTLaw.TwoSided(level, m - 1);
        var worth = count == 0 || count == n ? m : Math.Clamp(n * (p * (1 - p) / (n - 1)) / variance * ratio * ratio, 1, n);
        var (tail, hits) = ((1 - level) / 2, worth * p);
        return Result(
            count,
            n,
            count == 0 ? 0 : BetaLaw.Quantile(tail, hits, worth - hits + 1),
            count == n ? 1 : BetaLaw.Quantile(1 - tail, hits + 1, worth - hits),
            level,
            "Korn-Graubard") with { EffectiveN = worth };
    }

    private static double Square(double x) => x * x;

    private static ProportionEstimate Result(int count, int n, double lower, double upper, double level, string method) => new()
    {
        Count = count,
        N = n,
        EffectiveN = n,
        Lower = lower,
        Upper = upper,
        Level = level,
        Method = method,
        Notes = count == 0 || count == n
            ? [string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "never" : "always")} in {n} trials; the interval says how far that can be trusted")]
            : [],
    };

    private static void Check(int count, int n, double level)
    {
        Probability.Inside(level, nameof(level));
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, n);
    }
}
