using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Statistics;
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

    /// <summary>The mean difference treatment - control of a KPI; null when there is nothing to compare.</summary>
    public DifferenceEstimate? Difference(int kpi, int treatment, int control, double level)
    {
        if (!plan.Document.UsesBatchMeans)
        {
            return KpiValues.Difference(plan, values[treatment, kpi], values[control, kpi], level);
        }

        // The difference of two long runs is a long run of its own, whatever their correlation.
        var from = Math.Max(Cut(treatment, kpi), Cut(control, kpi));
        var (first, second) = (Observations(treatment, kpi, from), Observations(control, kpi, from));
        return OfLongRun([.. first.Zip(second, (a, b) => a - b)], level);
    }

    /// <summary>The mean of a KPI minus a limit; null when nothing was observed.</summary>
    public DifferenceEstimate? Excess(int kpi, int arm, double limit, double level) => plan.Document.UsesBatchMeans
        ? OfLongRun([.. Observations(arm, kpi, Cut(arm, kpi)).Select(value => value - limit)], level)
        : KpiValues.Difference(plan, values[arm, kpi], KpiValues.Constant(limit, values[arm, kpi].All.Length), level);

    private static DifferenceEstimate OfLongRun(double[] differences, double level)
    {
        var batches = BatchMeans.Of(differences, level).Estimate;
        return new DifferenceEstimate
        {
            Mean = batches.Mean,
            StandardDeviation = batches.StandardDeviation,
            StandardError = batches.StandardError,
            DegreesOfFreedom = batches.DegreesOfFreedom,
            HalfWidth = batches.HalfWidth,
            Lower = batches.Lower,
            Upper = batches.Upper,
            Level = batches.Level,
            N = batches.N,
            BaselineN = batches.N,
            Paired = true,
            Method = $"{batches.Method} of the difference",
            Notes = batches.Notes,
        };
    }
}
