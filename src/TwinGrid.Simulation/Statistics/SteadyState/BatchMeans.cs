using System.Globalization;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>
/// The mean of a stationary sequence by batch means: Student's interval of 20 to 30 means of successive batches (Schmeiser, Operations Research 30, 1982: more batches gain nothing).
/// Batches are made as long as it takes to hold ten correlation times each, then merged while von Neumann's test finds them positively correlated, down to ten of them.
/// Who asks for more batches or fewer gets them by the same rule; fewer than ten are left as they are.
/// When even ten fail, the interval is given with a warning that names the length it would need.
/// </summary>
internal static class BatchMeans
{
    internal const string Method = "batch means";

    private const int Most = 30;
    private const int Fewest = 20;
    private const int CorrelationTimes = 10;
    private const double TestLevel = 0.1;

    private static readonly int[] Merged = [Most, 15, 12, 10];

    /// <summary>Observations that are needed for a number of batches.</summary>
    internal static int Needed(int batches) => 2 * Math.Max(batches, Fewest);

    /// <summary>The interval for observations in time order, warm-up already left out; at least <see cref="Needed"/> of them.</summary>
    /// <param name="observations">In time order.</param>
    /// <param name="level">Confidence level, in (0, 1).</param>
    /// <param name="most">Batches at the most, 2 or more.</param>
    /// <exception cref="ArgumentException">Too few observations, or one that is not finite.</exception>
    internal static BatchMeansEstimate Of(ReadOnlySpan<double> observations, double level = 0.95, int most = Most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        Probability.Inside(level, nameof(level));
        Probability.Finite(observations, Needed(most), nameof(observations));
        var time = Autocorrelation.Time(observations);
        var longEnough = (int)Math.Min(most, observations.Length / (CorrelationTimes * time));
        var count = Math.Clamp(longEnough, Math.Min(Fewest, most), most);
        var means = Batches.Means(observations, count);
        var p = VonNeumann.UpperP(means);
        foreach (var fewer in Merged)
        {
            if (p >= TestLevel)
            {
                break;
            }

            if (fewer >= count)
            {
                continue;
            }

            count = fewer;
            means = Batches.Means(observations, count);
            p = VonNeumann.UpperP(means);
        }

        var length = observations.Length / count;
        var uncorrelated = p >= TestLevel && length >= CorrelationTimes * time;
        var estimate = MeanInterval.Of(means, level);
        return new BatchMeansEstimate
        {
            Estimate = estimate with
            {
                Method = string.Create(CultureInfo.InvariantCulture, $"{Method} ({count} x {length})"),
                Notes = uncorrelated ? estimate.Notes : [.. estimate.Notes, TooShort(observations.Length, count, length, time, p)],
            },
            BatchLength = length,
            LeftOut = observations.Length - length * count,
            CorrelationTime = time,
            EffectiveSampleSize = length * count / time,
            LagOneCorrelation = Autocorrelation.LagOne(means),
            VonNeumannP = p,
            Uncorrelated = uncorrelated,
        };
    }

    private static string TooShort(int observations, int count, int length, double time, double p)
    {
        var needed = Math.Max(Fewest * CorrelationTimes * time, 2.0 * observations);
        var why = p < TestLevel
            ? string.Create(CultureInfo.InvariantCulture, $"{count} batch means are still correlated (von Neumann p {p:0.###})")
            : string.Create(CultureInfo.InvariantCulture, $"a batch of {length} holds fewer than {CorrelationTimes} correlation times of {time:0.#} observations");
        return string.Create(CultureInfo.InvariantCulture, $"the interval may be too narrow: {why}; run at least {needed:0} observations");
    }
}
