using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics;

/// <summary>A sample of independent values (one a replication) in a few numbers, each in the unit of the values.</summary>
public sealed record SampleSummary
{
    /// <summary>Mean with Student's interval, standard deviation and n.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>The smallest value.</summary>
    public required double Minimum { get; init; }

    /// <summary>The largest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>The quantiles asked for, in the order asked, each with a distribution-free interval.</summary>
    public required IReadOnlyList<QuantileEstimate> Quantiles { get; init; }

    /// <summary>Summary of values (order matters only to the last bit of the mean), with the quantiles of the given probabilities.</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite; a probability or level outside (0, 1).</exception>
    public static SampleSummary Of(ReadOnlySpan<double> values, IReadOnlyList<double>? probabilities = null, double level = 0.95)
    {
        Probability.Finite(values, 1, nameof(values));
        var moments = RunningMoments.Of(values);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new SampleSummary
        {
            Mean = MeanInterval.Of(moments, level),
            Minimum = moments.Minimum,
            Maximum = moments.Maximum,
            Quantiles = [.. (probabilities ?? [0.05, 0.25, 0.5, 0.75, 0.95]).Select(p => QuantileInterval.FromSorted(sorted, p, level))],
        };
    }
}
