using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>
/// Warm-up by MSER-5 (White, Simulation 69, 1997; White, Cobb and Spratt, WSC 2000): of the means of five successive observations leave out the first d, where d makes the
/// squared standard error of what remains smallest, as if it were uncorrelated. The last five means are never a candidate start (Hoad, Robinson and Davies, JORS 61, 2010),
/// and a d in the second half says that the run has not settled.
/// </summary>
internal static class Mser5
{
    internal const string Method = "MSER-5";

    private const int BatchLength = 5;
    private const int FewestBatches = 10;

    /// <summary>The warm-up of one output sequence in time order; at least 50 observations.</summary>
    /// <exception cref="ArgumentException">Too few observations, or one that is not finite.</exception>
    internal static WarmUp Find(ReadOnlySpan<double> observations)
    {
        Probability.Finite(observations, FewestBatches * BatchLength, nameof(observations));
        var batches = observations.Length / BatchLength;
        var best = double.PositiveInfinity;
        var cut = 0;
        // From the end, so that each candidate start adds one mean to the moments of what follows it.
        var kept = new RunningMoments();
        for (var d = batches - 1; d >= 0; d--)
        {
            kept.Add(BatchMean(observations, d));
            var score = kept.SquaredDeviations / kept.Count / kept.Count;
            if (kept.Count > BatchLength && score <= best)
            {
                (best, cut) = (score, d);
            }
        }

        var converged = cut <= batches / 2;
        return new WarmUp
        {
            Observations = cut * BatchLength,
            Converged = converged,
            Length = observations.Length,
            Method = Method,
            Notes = converged ? [] : [string.Create(
                CultureInfo.InvariantCulture,
                $"not converged: the best truncation, {cut * BatchLength} of {observations.Length} observations, lies in the second half of the run; run longer")],
        };
    }

    private static double BatchMean(ReadOnlySpan<double> observations, int batch)
    {
        var sum = 0.0;
        for (var i = 0; i < BatchLength; i++)
        {
            sum += observations[batch * BatchLength + i];
        }

        return sum / BatchLength;
    }
}
