using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>
/// Conditional value at risk (Rockafellar and Uryasev, Journal of Banking and Finance 26, 2002): for the upper tail q + E[(X - q)⁺] / p with q the 1 - p quantile and p the share of worst outcomes.
/// The interval is the central limit theorem's with the variance of (X - q)⁺ / p (Manistre and Hancock, North American Actuarial Journal 9, 2005), with
/// Student's quantile for the number of outcomes in the tail, since those alone tell the spread.
/// </summary>
internal static class ExpectedShortfall
{
    internal const string Method = "expected shortfall";

    private const double FewInTail = 10;

    /// <param name="values">Outcomes, at least two.</param>
    /// <param name="tail">Which end is the bad one.</param>
    /// <param name="share">Share of outcomes that count as the worst, in (0, 1).</param>
    /// <param name="level">Confidence level of the interval.</param>
    /// <param name="clusters">Cluster of each outcome, from 0; outcomes of one cluster may be alike, clusters are independent. Null when the outcomes are.</param>
    internal static TailRisk Of(ReadOnlySpan<double> values, Tail tail, double share = 0.05, double level = 0.95, int[]? clusters = null)
    {
        Probability.Finite(values, 2, nameof(values));
        Probability.Inside(share, nameof(share));
        Probability.Inside(level, nameof(level));
        var n = values.Length;
        var sign = tail == Tail.Upper ? 1 : -1;
        var losses = new double[n];
        for (var i = 0; i < n; i++)
        {
            losses[i] = -sign * values[i];
        }

        // Worst first. The order statistic at the share splits the last outcome of the tail in proportion.
        Array.Sort(losses);
        var inTail = share * n;
        var threshold = -losses[Math.Min(n - 1, (int)Math.Floor(inTail))];
        double Excess(double value) => Math.Max(0, sign * value - threshold) / share;
        var excess = new RunningMoments();
        foreach (var value in values)
        {
            excess.Add(Excess(value));
        }

        var mean = threshold + excess.Mean;
        var (error, most) = clusters is null ? (excess.StandardDeviation / Math.Sqrt(n), n - 1) : ClusterError(values, clusters, value => Excess(value) - excess.Mean);
        var degrees = Math.Max(1, Math.Min(most, Math.Ceiling(inTail) - 1));
        var halfWidth = StudentTLaw.TwoSided(level, degrees) * error;
        return new TailRisk
        {
            Mean = new Estimate
            {
                Mean = sign * mean,
                StandardDeviation = excess.StandardDeviation,
                StandardError = error,
                DegreesOfFreedom = degrees,
                HalfWidth = halfWidth,
                Lower = sign * mean - halfWidth,
                Upper = sign * mean + halfWidth,
                Level = level,
                N = n,
                Method = string.Create(CultureInfo.InvariantCulture, $"{Method} of the worst {share * 100:0.###} %"),
                Notes = inTail < FewInTail
                    ? [string.Create(CultureInfo.InvariantCulture, $"only {inTail:0.#} of {n} outcomes lie in the tail: the interval is rough; {Math.Ceiling(FewInTail / share):0} replications would hold {FewInTail}")]
                    : [],
            },
            Threshold = sign * threshold,
            Share = share,
            Tail = tail,
        };
    }

    /// <summary>Standard error of a mean by the totals of the clusters (Cochran, Sampling Techniques, 3rd ed., ch. 9A), and its degrees of freedom.</summary>
    private static (double Error, int DegreesOfFreedom) ClusterError(ReadOnlySpan<double> values, int[] clusters, Func<double, double> deviation)
    {
        var totals = new double[clusters.Max() + 1];
        for (var i = 0; i < values.Length; i++)
        {
            totals[clusters[i]] += deviation(values[i]) / values.Length;
        }

        var m = clusters.Distinct().Count();
        return m < 2 ? (double.PositiveInfinity, 1) : (Math.Sqrt((double)m / (m - 1) * totals.Sum(total => total * total)), m - 1);
    }
}
