using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Statistics.SteadyState;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>The values that the replications gave, by arm and KPI; of a single long run its observations in time order instead.</summary>
internal sealed class ArmSamples
{
    private readonly ExperimentPlan plan;
    private readonly IReadOnlyList<IReadOnlyList<ReplicationResult>> results;
    private readonly KpiValues[,] values;

    public ArmSamples(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        this.plan = plan;
        this.results = results;
        values = new KpiValues[plan.Arms.Length, plan.Kpis.Length];
        for (var arm = 0; arm < plan.Arms.Length; arm++)
        {
            for (var kpi = 0; kpi < plan.Kpis.Length; kpi++)
            {
                values[arm, kpi] = KpiValues.Of(plan.Kpis[kpi], kpi, results[arm]);
            }
        }
    }

    /// <summary>The values of the replications.</summary>
    public KpiValues this[int arm, int kpi] => values[arm, kpi];

    /// <summary>Stretches of the long run that are left out as warm-up; 0 when it is given or was not found.</summary>
    public int Cut(int arm, int kpi) =>
        plan.Document.WarmUp.Method == Model.Scenarios.WarmUpMethod.Mser5 && values[arm, kpi].WarmUp is { Converged: true } found ? found.Observations : 0;

    /// <summary>Observations of a long run from a stretch on, in time order, whose mean is the KPI.</summary>
    public double[] Observations(int arm, int kpi, int from) => results[arm][0].Series[kpi].PseudoValues(plan.Kpis[kpi], from);

    /// <summary>Batch means of the long run.</summary>
    public BatchMeansEstimate Batches(int arm, int kpi, double level) => BatchMeans.Of(Observations(arm, kpi, Cut(arm, kpi)), level);
}
