using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.SteadyState;
using TwinGrid.Simulation.Statistics.Stopping;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>A KPI's values of the replications of an arm, without the warm-up.</summary>
/// <param name="All">One a replication, in index order; NaN where nothing was observed that the KPI could be made of.</param>
/// <param name="WarmUp">The warm-up that was found; null when it was given.</param>
internal sealed record KpiValues(double[] All, WarmUp? WarmUp)
{
    /// <summary>The values that there are, in index order.</summary>
    public double[] Observed { get; } = Array.FindAll(All, double.IsFinite);

    /// <summary>Replications without a value.</summary>
    public int Missing => All.Length - Observed.Length;

    /// <summary>The values of a KPI, of several replications.</summary>
    public static KpiValues Of(KpiPlan kpi, int index, IReadOnlyList<ReplicationResult> results)
    {
        if (results.Count == 0 || results[0].Series.IsEmpty)
        {
            return new KpiValues([.. results.Select(r => r.Kpis[index])], null);
        }

        var warmUp = ReplicationDeletion.FindWarmUp([.. results.Select(r => r.Series[index].Course(kpi))]);
        var from = warmUp.Converged ? warmUp.Observations : 0;
        return new KpiValues([.. results.Select(r => r.Series[index].Value(kpi, from))], warmUp);
    }

    /// <summary>The mean difference treatment - control, with the interval of the run's stopping rule; null when there is nothing to compare.</summary>
    /// <param name="plan">Whether replication i of both shares its random numbers, and how the number of replications was chosen.</param>
    /// <param name="treatment">Values of the one arm.</param>
    /// <param name="control">Values of the other.</param>
    /// <param name="level">Confidence level.</param>
    public static DifferenceEstimate? Difference(ExperimentPlan plan, KpiValues treatment, KpiValues control, double level)
    {
        var isSequential = plan.Document.Replications.IsSequential;
        if (!plan.Document.CommonRandomNumbers)
        {
            if (treatment.Observed.Length == 0 || control.Observed.Length == 0)
            {
                return null;
            }

            var welch = DifferenceInterval.Welch(treatment.Observed, control.Observed, level);
            var (first, second) = (RunningMoments.Of(treatment.Observed), RunningMoments.Of(control.Observed));
            return isSequential ? SequentialInterval.Of(welch, Math.Abs(first.Skewness) > Math.Abs(second.Skewness) ? first : second) : welch;
        }

        // A selection drops arms on the way: what is left of the pairs are those that both have.
        var pairs = Enumerable.Range(0, Math.Min(treatment.All.Length, control.All.Length)).Where(i => double.IsFinite(treatment.All[i]) && double.IsFinite(control.All[i])).ToArray();
        if (pairs.Length == 0)
        {
            return null;
        }

        // Replications of one draw of uncertain parameters share it: only draws are independent of each other.
        var units = plan.Draws == 1
            ? pairs.Select(i => (Treatment: treatment.All[i], Control: control.All[i])).ToArray()
            : [.. pairs.GroupBy(i => i % plan.Draws).Select(g => (Treatment: g.Average(i => treatment.All[i]), Control: g.Average(i => control.All[i])))];
        var paired = DifferenceInterval.Paired(Array.ConvertAll(units, u => u.Treatment), Array.ConvertAll(units, u => u.Control), level);
        return isSequential ? SequentialInterval.Of(paired, RunningMoments.Of(Array.ConvertAll(units, u => u.Treatment - u.Control))) : paired;
    }
}
