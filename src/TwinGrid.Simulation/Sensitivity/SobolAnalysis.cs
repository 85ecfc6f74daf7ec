using System.Globalization;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>
/// First-order and total Sobol' indices. First order after Saltelli et al. (2010), mean of f(B) (f(ABi) - f(A)), with f centred; total after Jansen (Computer Physics Communications 117, 1999), half the mean of (f(A) - f(ABi))².
/// <para>
/// Where f is itself a mean of replications, independent noise leaves the first-order numerator unbiased, and raises the variance and Jansen's mean square by known amounts, which are estimated from
/// the replications and taken out (compare Iooss and Ribatet, Reliability Engineering and System Safety 94, 2009: the indices are then those of the expected KPI).
/// </para>
/// Intervals: bootstrap over base samples (Archer, Saltelli and Sobol', Journal of Statistical Computation and Simulation 58, 1997), estimate ± z standard deviations; with quasi-random points they err
/// on the wide side.
/// </summary>
internal static class SobolAnalysis
{
    private const int Resamples = 500;

    /// <param name="design">The points.</param>
    /// <param name="outputs">For each point, in the order of its index, the replications: equally many.</param>
    /// <param name="bootstrap">Stream of the resampling.</param>
    /// <param name="level">Confidence level.</param>
    internal static SobolResult Of(SobolDesign design, IReadOnlyList<double[]> outputs, RandomStream bootstrap, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(bootstrap);
        Probability.Inside(level, nameof(level));
        var replications = outputs.Count == 0 ? 0 : outputs[0].Length;
        if (outputs.Count != design.Count || replications == 0 || outputs.Any(o => o.Length != replications))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Each of {design.Count} points needs equally many outputs, at least one."), nameof(outputs));
        }

        var sample = SobolSample.Of(design, outputs, replications);
        int[] all = [.. Enumerable.Range(0, design.Samples)];
        var estimate = sample.Estimate(all);
        var nothing = !(estimate.Variance > 0);
        var spreads = nothing ? null : Bootstrap(sample, all, bootstrap);
        var z = NormalLaw.Quantile(0.5 + level / 2);
        return new SobolResult
        {
            Mean = estimate.Mean,
            Variance = Math.Max(0, estimate.Variance),
            NoiseVariance = replications > 1 ? estimate.Noise * replications : null,
            First = nothing ? [] : [.. estimate.First.Select((value, i) => Index(value, spreads![i]))],
            Total = nothing ? [] : [.. estimate.Total.Select((value, i) => Index(value, spreads![design.Factors + i]))],
            Level = level,
            Samples = design.Samples,
            Replications = replications,
            Method = "Saltelli 2010 first order, Jansen total, bootstrap",
            Notes = nothing ? ["the factors bring about no variance that can be told from noise: there is nothing to share out"]
                : replications == 1 ? ["one replication a point: if the model has chance in it, its noise counts among the total indices"]
                : [],
        };

        SobolIndex Index(double value, RunningMoments spread) => new(value, value - z * spread.StandardDeviation, value + z * spread.StandardDeviation);
    }

    private static RunningMoments[] Bootstrap(SobolSample sample, int[] rows, RandomStream stream)
    {
        var factors = sample.Factors;
        RunningMoments[] spreads = [.. Enumerable.Range(0, 2 * factors).Select(_ => new RunningMoments())];
        var drawn = new int[rows.Length];
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[i] = stream.NextInt(drawn.Length);
            }

            // A resample of one row over and over has no variance and tells nothing.
            if (sample.Estimate(drawn) is { Variance: > 0 } again)
            {
                for (var i = 0; i < factors; i++)
                {
                    spreads[i].Add(again.First[i]);
                    spreads[factors + i].Add(again.Total[i]);
                }
            }
        }

        return spreads;
    }
}
