using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Compares a KPI between two runs.</summary>
public static class RunsCompared
{
    /// <summary>
    /// Treatment - control of what both estimate, a mean or a probability. Null when one of them observed nothing, is a single long run or estimates a quantile, and when they
    /// estimate different things. Runs of one seed share random numbers and draws, so that their differences are paired.
    /// </summary>
    /// <param name="treatment">Record of the one run.</param>
    /// <param name="control">Record of the other.</param>
    /// <param name="arm">Name of the arm in both.</param>
    /// <param name="kpi">Index of the KPI in the one run and in the other.</param>
    /// <param name="level">Confidence level.</param>
    public static DifferenceEstimate? Difference(RunRecord treatment, RunRecord control, string arm, (int Treatment, int Control) kpi, double level)
    {
        ArgumentNullException.ThrowIfNull(treatment);
        ArgumentNullException.ThrowIfNull(control);
        if (treatment.IsLongRun || control.IsLongRun || EstimatorOf(treatment, kpi.Treatment) is not { } estimator || EstimatorOf(control, kpi.Control) != estimator
            || Values(treatment, arm, kpi.Treatment).Averaged(estimator) is not { } ones || Values(control, arm, kpi.Control).Averaged(estimator) is not { } others)
        {
            return null;
        }

        // Of replications that share a draw only the mean is independent of the others.
        var isPaired = treatment.Seed == control.Seed && treatment.Draws == control.Draws;
        var difference = Difference(ones.Independent(treatment.Draws), others.Independent(control.Draws), isPaired, level);
        return difference is not null && ones.AreOutcomes ? RareOutcomes.Spread(difference) : difference;
    }

    private static DifferenceEstimate? Difference(double[] treatment, double[] control, bool isPaired, double level)
    {
        if (isPaired)
        {
            var (ones, others) = KpiValues.Pairs(new KpiValues(treatment, null), new KpiValues(control, null));
            return ones.Length == 0 ? null : DifferenceInterval.Paired(ones, others, level);
        }

        var (first, second) = (Array.FindAll(treatment, double.IsFinite), Array.FindAll(control, double.IsFinite));
        return first.Length == 0 || second.Length == 0 ? null : DifferenceInterval.Welch(first, second, level);
    }

    private static KpiEstimator? EstimatorOf(RunRecord record, int kpi) => kpi >= 0 && kpi < record.Estimators.Length ? record.Estimators[kpi] : null;

    private static KpiValues Values(RunRecord record, string arm, int kpi)
    {
        var index = record.Arms.IndexOf(arm);
        return new KpiValues([.. record.Traces.Where(trace => trace.Arm == index).Select(trace => trace.Kpis[kpi])], null);
    }
}
