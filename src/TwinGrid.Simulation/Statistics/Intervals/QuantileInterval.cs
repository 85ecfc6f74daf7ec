using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>
/// Quantiles by linear interpolation of order statistics (type 7 of Hyndman and Fan, The American Statistician 50, 1996) and
/// distribution-free intervals: the number of values below the true quantile is binomial, so order statistics bound it (David and Nagaraja,
/// Order Statistics, 3rd ed., ch. 7.1). For discrete values the interval covers at least as often as stated.
/// </summary>
internal static class QuantileInterval
{
    internal const string Method = "order statistics";

    /// <summary>The type 7 quantile of values sorted upwards.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        var position = (sorted.Length - 1) * probability;
        var below = (int)Math.Floor(position);
        var fraction = position - below;
        return fraction == 0 || below + 1 >= sorted.Length ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>Estimate and interval of one quantile of values sorted upwards.</summary>
    /// <exception cref="ArgumentException">No value, one that is not finite, or values out of order.</exception>
    internal static QuantileEstimate FromSorted(ReadOnlySpan<double> sorted, double probability, double level = 0.95)
    {
        Probability.Inside(probability, nameof(probability));
        Probability.Inside(level, nameof(level));
        Probability.Finite(sorted, 1, nameof(sorted));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] < sorted[i - 1])
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Values must be sorted upwards; value {i} is below the one before it."), nameof(sorted));
            }
        }

        var n = sorted.Length;
        var tail = (1 - level) / 2;
        // Largest l with P(fewer than l below) <= tail, smallest u with P(at least u below) <= tail; ranks from 1.
        var lower = Rank(n, probability, tail) - 1;
        var upper = Rank(n, probability, 1 - tail);
        while (BetaLaw.BinomialCdf(upper, n, probability) < 1 - tail)
        {
            upper++;
        }

        double? low = lower >= 0 ? sorted[lower] : null;
        double? high = upper < n ? sorted[upper] : null;
        return new QuantileEstimate
        {
            Probability = probability,
            Value = OfSorted(sorted, probability),
            Lower = low,
            Upper = high,
            Level = level,
            N = n,
            Method = Method,
            Notes = low is null || high is null
                ? [string.Create(CultureInfo.InvariantCulture, $"{n} values are too few to bound the {probability:0.###} quantile {(low is null && high is null ? "at all" : low is null ? "from below" : "from above")} at level {level:0.###}")]
                : [],
        };
    }

    /// <summary>
    /// Estimate and interval from values in clusters, independent of each other, within which they may be alike: the interval of the share of values below the estimate, read off at the
    /// order statistics (Woodruff, JASA 47, 1952).
    /// </summary>
    /// <param name="clusters">At least one cluster, each with at least one value.</param>
    /// <param name="probability">Which quantile.</param>
    /// <param name="level">Confidence level.</param>
    internal static QuantileEstimate FromClusters(IReadOnlyList<double[]> clusters, double probability, double level = 0.95)
    {
        double[] sorted = [.. clusters.SelectMany(values => values)];
        Array.Sort(sorted);
        var plain = FromSorted(sorted, probability, level);
        var n = sorted.Length;
        var share = ProportionInterval.KornGraubard([.. clusters.Select(values => (values.Count(value => value <= plain.Value), values.Length))], level);
        var (lower, upper) = ((int)Math.Floor(n * share.Lower) - 1, (int)Math.Ceiling(n * share.Upper));
        return plain with
        {
            Lower = lower >= 0 && plain.Lower is { } low ? Math.Min(low, sorted[lower]) : null,
            Upper = upper < n && plain.Upper is { } high ? Math.Max(high, sorted[upper]) : null,
            Method = "Woodruff, by draws",
        };
    }

    /// <summary>The largest r in [0, n] with P(B &lt; r) &lt;= tail, B binomial.</summary>
    private static int Rank(int n, double probability, double tail)
    {
        var (low, high) = (0, n);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = BetaLaw.BinomialCdf(middle - 1, n, probability) <= tail ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
