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

    /// <param name="values">Independent outcomes, at least two.</param>
    /// <param name="tail">Which end is the bad one.</param>
    /// <param name="share">Share of outcomes that count as the worst, in (0, 1).</param>
    /// <param name="level">Confidence level of the interval.</param>
    internal static TailRisk Of(ReadOnlySpan<double> values, Tail tail, double share = 0.05, double level = 0.95)
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
        var excess = new RunningMoments();
        foreach (var loss in losses)
        {
            excess.Add(Math.Max(0, -loss - threshold) / share);
        }

        var mean = threshold + excess.Mean;
        var error = excess.StandardDeviation / Math.Sqrt(n);
        var degrees = Math.Max(1, Math.Ceiling(inTail) - 1);
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
}
