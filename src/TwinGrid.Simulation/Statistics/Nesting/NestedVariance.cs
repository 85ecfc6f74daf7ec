using System.Globalization;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Nesting;

/// <summary>
/// One-way random-effects analysis of variance of replications nested in draws (Searle, Casella and McCulloch, Variance Components, 1992, ch. 3): within mean square MSW estimates the
/// sampling variance, (MSB - MSW) / n0 the variance between draws, set to 0 when negative. The interval for the mean is Student's of the m draw means with m - 1
/// degrees of freedom: exact for normal effects and equal numbers of replications, whatever the two variances are.
/// </summary>
internal static class NestedVariance
{
    internal const string Method = "Student t of draw means";

    /// <param name="draws">For each draw of state and parameters the outcomes of its replications; at least one draw, each with at least one outcome.</param>
    /// <param name="level">Confidence level.</param>
    internal static NestedEstimate Of(IReadOnlyList<double[]> draws, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Count == 0)
        {
            throw new ArgumentException("At least one draw is needed.", nameof(draws));
        }

        var (means, grand, within, squaredCounts) = (new RunningMoments(), new RunningMoments(), 0.0, 0.0);
        foreach (var draw in draws)
        {
            Probability.Finite(draw, 1, nameof(draws));
            var moments = RunningMoments.Of(draw);
            means.Add(moments.Mean);
            within += moments.SquaredDeviations;
            squaredCounts += (double)draw.Length * draw.Length;
            foreach (var value in draw)
            {
                grand.Add(value);
            }
        }

        var (m, n) = (draws.Count, grand.Count);
        var mean = MeanInterval.Of(means, level) with { Method = Method };
        if (m == 1 || n == m)
        {
            var single = m == 1;
            return Untold(mean, m, n, single && n > 1 ? within / (n - 1) : null, single
                ? "one draw of state and parameters tells nothing about their uncertainty: the interval is unbounded"
                : "one replication a draw: sampling and state uncertainty cannot be told apart (the interval holds for both together)");
        }

        var sampling = within / (n - m);
        // Each draw's mean counts as often as it has replications.
        var between = Math.Max(0, grand.SquaredDeviations - within) / (m - 1);
        var raw = (between - sampling) / ((n - squaredCounts / n) / (m - 1));
        var drawVariance = Math.Max(0, raw);
        var fromSampling = draws.Sum(draw => sampling / draw.Length) / ((double)m * m);
        var spread = StudentTLaw.TwoSided(level, m - 1) * Math.Sqrt(drawVariance * (1 + 1.0 / m) + fromSampling);
        return new NestedEstimate
        {
            Mean = mean,
            Draws = m,
            Replications = n,
            SamplingVariance = sampling,
            DrawVariance = drawVariance,
            MeanVarianceFromSampling = fromSampling,
            MeanVarianceFromDraws = drawVariance / m,
            DrawP = sampling > 0 ? BetaLaw.FisherUpperTail(between / sampling, m - 1, n - m) : between > 0 ? 0 : 1,
            PlantLower = mean.Mean - spread,
            PlantUpper = mean.Mean + spread,
            Notes = raw < 0
                ? [string.Create(CultureInfo.InvariantCulture, $"the estimate of the variance between draws was negative ({raw:G3}) and is taken as 0: state and parameters matter less than chance can show here")]
                : [],
        };
    }

    private static NestedEstimate Untold(Estimate mean, int draws, int replications, double? sampling, string note) => new()
    {
        Mean = mean,
        Draws = draws,
        Replications = replications,
        SamplingVariance = sampling,
        DrawVariance = null,
        MeanVarianceFromSampling = null,
        MeanVarianceFromDraws = null,
        DrawP = null,
        PlantLower = null,
        PlantUpper = null,
        Notes = [note],
    };
}
