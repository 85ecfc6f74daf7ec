using System.Globalization;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>
/// Steady-state mean from independent replications, each without its warm-up (Law, Simulation Modeling and Analysis, 5th ed., ch. 9.5.2). One common warm-up is
/// found by MSER-5 on the mean sequence over the replications (Welch's averaging takes the noise out before the start-up bias is looked for), or given.
/// </summary>
internal static class ReplicationDeletion
{
    internal const string Method = "replication/deletion";

    /// <summary>The common warm-up of equally long sequences, in observations.</summary>
    internal static WarmUp FindWarmUp(IReadOnlyList<double[]> replications)
    {
        var length = CommonLength(replications);
        var mean = new double[length];
        for (var i = 0; i < length; i++)
        {
            foreach (var replication in replications)
            {
                mean[i] += replication[i];
            }

            mean[i] /= replications.Count;
        }

        return Mser5.Find(mean);
    }

    /// <summary>Mean and Student's interval of the means of the replications after <paramref name="warmUp"/> observations.</summary>
    /// <exception cref="ArgumentException">No replication, sequences of different length, or nothing left after the warm-up.</exception>
    internal static Estimate Of(IReadOnlyList<double[]> replications, int warmUp, double level = 0.95)
    {
        var length = CommonLength(replications);
        if (warmUp < 0 || warmUp >= length)
        {
            throw new ArgumentOutOfRangeException(nameof(warmUp), warmUp, string.Create(CultureInfo.InvariantCulture, $"A warm-up of {warmUp} observations leaves nothing of {length}."));
        }

        var means = new RunningMoments();
        foreach (var replication in replications)
        {
            Probability.Finite(replication, 1, nameof(replications));
            means.Add(RunningMoments.Of(replication.AsSpan(warmUp)).Mean);
        }

        var estimate = MeanInterval.Of(means, level);
        return estimate with { Method = string.Create(CultureInfo.InvariantCulture, $"{Method} (warm-up {warmUp} of {length})") };
    }

    private static int CommonLength(IReadOnlyList<double[]> replications)
    {
        ArgumentNullException.ThrowIfNull(replications);
        if (replications.Count == 0)
        {
            throw new ArgumentException("At least one replication is needed.", nameof(replications));
        }

        var length = replications[0].Length;
        return replications.All(r => r.Length == length)
            ? length
            : throw new ArgumentException("Replications must be observed equally often.", nameof(replications));
    }
}
