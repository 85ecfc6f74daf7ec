using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Compares a KPI between two runs.</summary>
public static class RunsCompared
{
    /// <summary>Treatment - control; null when one of them observed nothing.</summary>
    /// <param name="treatment">Values of one run's replications, in index order; NaN where nothing was observed.</param>
    /// <param name="control">Values of the other's.</param>
    /// <param name="paired">Whether replication i of both shares its random numbers: they have one seed. Then only replications that both have count.</param>
    /// <param name="level">Confidence level.</param>
    public static DifferenceEstimate? Difference(IReadOnlyList<double> treatment, IReadOnlyList<double> control, bool paired, double level)
    {
        ArgumentNullException.ThrowIfNull(treatment);
        ArgumentNullException.ThrowIfNull(control);
        if (!paired)
        {
            var (first, second) = (Observed(treatment), Observed(control));
            return first.Length == 0 || second.Length == 0 ? null : DifferenceInterval.Welch(first, second, level);
        }

        var pairs = Enumerable.Range(0, Math.Min(treatment.Count, control.Count)).Where(i => double.IsFinite(treatment[i]) && double.IsFinite(control[i])).ToArray();
        return pairs.Length == 0 ? null : DifferenceInterval.Paired(Array.ConvertAll(pairs, i => treatment[i]), Array.ConvertAll(pairs, i => control[i]), level);
    }

    private static double[] Observed(IReadOnlyList<double> values) => [.. values.Where(double.IsFinite)];
}
