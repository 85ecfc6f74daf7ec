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
                values[arm, kpi] = KpiValues.Of(plan, kpi, results[arm]);
            }
        }
    }

    /// <summary>The values of the replications.</summary>
    public KpiValues this[int arm, int kpi] => values[arm, kpi];

    /// <summary>The values whose mean is what the document asks of the KPI; null when it asks for a quantile.</summary>
    public KpiValues? Averaged(int arm, int kpi) => values[arm, kpi].Averaged(plan.Kpis[kpi].Definition.Estimator);

    /// <summary>Stretches of the long run that are left out as warm-up; 0 when it is given or was not found.</summary>
    public int Cut(int arm, int kpi) =>
        plan.Document.WarmUp.Method == Model.Scenarios.WarmUpMethod.Mser5 && values[arm, kpi].WarmUp is { Converged: true } found ? found.Observations : 0;

    /// <summary>Observations of a long run from a stretch on, in time order, whose mean is the KPI.</summary>
    public double[] Observations(int arm, int kpi, int from) => results[arm][0].Series[kpi].PseudoValues(plan.Kpis[kpi], from);

    /// <summary>The mean of the long run; without an interval when it was observed in fewer than two stretches, without a value when in none.</summary>
    public Estimate LongRun(int arm, int kpi, double level)
    {
        var from = Cut(arm, kpi);
        return Batches(Observations(arm, kpi, from), level) is { } batches
            ? batches.Estimate
            : results[arm][0].Series[kpi].Value(plan.Kpis[kpi], from) is var mean && double.IsFinite(mean)
                ? Unknown.OneStretch(mean, level)
                : Unknown.Nothing(level);
    }

    /// <summary>Null when leaving out one stretch leaves nothing that the KPI could be made of.</summary>
    private BatchMeansEstimate? Batches(double[] observations, double level) =>
        Array.TrueForAll(observations, double.IsFinite) ? BatchMeans.Of(observations, level, plan.Document.Batches) : null;

    /// <summary>The mean difference treatment - control of a KPI, of a probability the difference of probabilities; null when there is nothing to compare, and for a quantile.</summary>
    public DifferenceEstimate? Difference(int kpi, int treatment, int control, double level)
    {
        if (!plan.Document.UsesBatchMeans)
        {
            return Averaged(treatment, kpi) is { } ones && Averaged(control, kpi) is { } others ? KpiValues.Difference(plan, ones, others, level) : null;
        }

        // The difference of two long runs is a long run of its own, whatever their correlation.
        var from = Math.Max(Cut(treatment, kpi), Cut(control, kpi));
        var (first, second) = (Observations(treatment, kpi, from), Observations(control, kpi, from));
        return OfLongRun([.. first.Zip(second, (a, b) => a - b)], level);
    }

    /// <summary>The mean of a KPI, or its probability, minus a limit; null when nothing was observed, and for a quantile.</summary>
    public DifferenceEstimate? Excess(int kpi, int arm, double limit, double level) => plan.Document.UsesBatchMeans
        ? OfLongRun([.. Observations(arm, kpi, Cut(arm, kpi)).Select(value => value - limit)], level)
        : Averaged(arm, kpi) is { } ones ? KpiValues.Difference(plan, ones, KpiValues.Constant(limit, ones.All.Length), level)
        : null;

    private DifferenceEstimate? OfLongRun(double[] differences, double level)
    {
        if (Batches(differences, level)?.Estimate is not { } batches)
        {
            return null;
        }

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
