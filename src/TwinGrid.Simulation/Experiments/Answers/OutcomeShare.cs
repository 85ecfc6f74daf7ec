using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>How often an outcome is of a kind. Clopper and Pearson's interval, which never understates a risk; replications that share a draw of state and parameters count as a cluster.</summary>
internal static class OutcomeShare
{
    /// <summary>The share; null when there is no outcome.</summary>
    /// <param name="plan">Which replications share a draw.</param>
    /// <param name="replications">How many there are.</param>
    /// <param name="isOfKind">Says it of a replication; null when it has no outcome.</param>
    /// <param name="level">Confidence level.</param>
    public static ProportionEstimate? Of(ExperimentPlan plan, int replications, Func<int, bool?> isOfKind, double level)
    {
        var clusters = new (int Count, int N)[plan.Draws];
        for (var i = 0; i < replications; i++)
        {
            if (isOfKind(i) is { } isOne)
            {
                ref var cluster = ref clusters[i % plan.Draws];
                cluster = (cluster.Count + (isOne ? 1 : 0), cluster.N + 1);
            }
        }

        clusters = Array.FindAll(clusters, cluster => cluster.N > 0);
        return clusters.Length == 0 ? null
            : plan.Draws == 1 ? ProportionInterval.ClopperPearson(clusters[0].Count, clusters[0].N, level)
            : ProportionInterval.KornGraubard(clusters, level);
    }
}
