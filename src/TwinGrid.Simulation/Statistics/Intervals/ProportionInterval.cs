using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>Intervals for a probability from independent trials.</summary>
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

    private static ProportionEstimate Result(int count, int n, double lower, double upper, double level, string method) => new()
    {
        Count = count,
        N = n,
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
