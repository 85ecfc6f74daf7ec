using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.SteadyState;
using TwinGrid.Simulation.Statistics.Stopping;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>A KPI's values of the replications of an arm, without the warm-up.</summary>
/// <param name="All">One a replication, in index order; NaN where nothing was observed that the KPI could be made of.</param>
/// <param name="WarmUp">The warm-up that was found; null when it was given.</param>
internal sealed record KpiValues(double[] All, WarmUp? WarmUp)
{
    /// <summary>Whether each value is 1 or 0, so that their mean is a probability.</summary>
    public bool AreOutcomes { get; private init; }

    /// <summary>The values that there are, in index order.</summary>
    public double[] Observed { get; } = Array.FindAll(All, double.IsFinite);

    /// <summary>Replications without a value.</summary>
    public int Missing => All.Length - Observed.Length;

    /// <summary>The values of a KPI, of several replications.</summary>
    public static KpiValues Of(ExperimentPlan plan, int index, IReadOnlyList<ReplicationResult> results)
    {
        if (plan.Document.WarmUp.Method != WarmUpMethod.Mser5 || results.Any(r => r.Series.IsEmpty) || results.Count == 0)
        {
            return new KpiValues([.. results.Select(r => r.Kpis[index])], null);
        }

        var kpi = plan.Kpis[index];
        var warmUp = ReplicationDeletion.FindWarmUp([.. results.Select(r => r.Series[index].Course(kpi))]);
        var from = warmUp.Converged ? warmUp.Observations : 0;
        return new KpiValues([.. results.Select(r => r.Series[index].Value(kpi, from))], warmUp);
    }

    /// <summary>The values whose mean is what is estimated: of a probability 1 where the outcome is of the kind and 0 where not. Null for a quantile, which is the mean of nothing.</summary>
    public KpiValues? Averaged(KpiEstimator estimator) => estimator.Kind switch
    {
        EstimatorKind.Mean => this,
        EstimatorKind.Above => Outcomes(value => value > estimator.Argument),
        EstimatorKind.Below => Outcomes(value => value < estimator.Argument),
        _ => null,
    };

    /// <summary>Values without spread, for a difference from a limit.</summary>
    public static KpiValues Constant(double value, int count)
    {
        var all = new double[count];
        Array.Fill(all, value);
        return new KpiValues(all, null);
    }

    /// <summary>The observed values by outer draw of uncertain state and parameters, draws without any left out; replication i belongs to draw i modulo their number.</summary>
    public IReadOnlyList<double[]> ByDraw(int draws) =>
        [.. Enumerable.Range(0, draws).Select(draw => All.Where((v, i) => i % draws == draw && double.IsFinite(v)).ToArray()).Where(v => v.Length > 0)];

    /// <summary>Values that are independent of each other: those of the replications, or the means of the draws that replications share. NaN where there is none.</summary>
    public double[] Independent(int draws) => draws == 1 ? All
        : [.. Enumerable.Range(0, draws).Select(draw => RunningMoments.Of([.. All.Where((v, i) => i % draws == draw && double.IsFinite(v))])).Select(of => of.Count == 0 ? double.NaN : of.Mean)];

    /// <summary>The draw of each observed value; null when replications are independent.</summary>
    public int[]? Draws(int draws) => draws == 1 ? null : [.. Enumerable.Range(0, All.Length).Where(i => double.IsFinite(All[i])).Select(i => i % draws)];

    /// <summary>A quantile of the observed values; at least one.</summary>
    public QuantileEstimate Quantile(int draws, double probability, double level) =>
        draws == 1 ? SampleSummary.Of(Observed, [probability], level).Quantiles[0] : QuantileInterval.FromClusters(ByDraw(draws), probability, level);

    /// <summary>The mean with the interval of the run's stopping rule; at least one observed value. Replications of one draw share it: only the draws' means are independent.</summary>
    public Estimate Mean(ExperimentPlan plan, double level)
    {
        var units = RunningMoments.Of(plan.Draws == 1 ? Observed : [.. ByDraw(plan.Draws).Select(draw => RunningMoments.Of(draw).Mean)]);
        var estimate = plan.Document.Replications.IsSequential ? SequentialInterval.Of(units, level) : MeanInterval.Of(units, level);
        return plan.Draws == 1 ? estimate : estimate with { Method = estimate.Method.Replace(MeanInterval.Method, NestedVariance.Method, StringComparison.Ordinal) };
    }

    /// <summary>The mean difference treatment - control, with the interval of the run's stopping rule; null when there is nothing to compare.</summary>
    /// <param name="plan">What the arms share (random numbers, draws), and how the number of replications was chosen.</param>
    /// <param name="treatment">Values of the one arm.</param>
    /// <param name="control">Values of the other.</param>
    /// <param name="level">Confidence level.</param>
    public static DifferenceEstimate? Difference(ExperimentPlan plan, KpiValues treatment, KpiValues control, double level)
    {
        var isSequential = plan.Document.Replications.IsSequential;
        if (!plan.Document.CommonRandomNumbers && plan.Draws == 1)
        {
            if (treatment.Observed.Length == 0 || control.Observed.Length == 0)
            {
                return null;
            }

            var welch = Spread(treatment, DifferenceInterval.Welch(treatment.Observed, control.Observed, level));
            var (first, second) = (RunningMoments.Of(treatment.Observed), RunningMoments.Of(control.Observed));
            return isSequential ? SequentialInterval.Of(welch, Math.Abs(first.Skewness) > Math.Abs(second.Skewness) ? first : second) : welch;
        }

        var (ones, others) = plan.Draws == 1 ? Pairs(treatment, control) : PairsOfDraws(plan, treatment, control);
        if (ones.Length == 0)
        {
            return null;
        }

        var unit = plan.Draws == 1 ? 1 : Math.Max(1, treatment.All.Length / plan.Draws);
        var paired = Spread(treatment, DifferenceInterval.Paired(ones, others, level) with { ReplicationsAUnit = unit });
        return isSequential ? SequentialInterval.Of(paired, RunningMoments.Of([.. ones.Zip(others, (one, other) => one - other)])) : paired;
    }

    /// <summary>Values of the replications in which both have one: a selection drops arms on the way.</summary>
    public static (double[] Treatment, double[] Control) Pairs(KpiValues treatment, KpiValues control)
    {
        var both = Enumerable.Range(0, Math.Min(treatment.All.Length, control.All.Length)).Where(i => double.IsFinite(treatment.All[i]) && double.IsFinite(control.All[i])).ToArray();
        return (Array.ConvertAll(both, i => treatment.All[i]), Array.ConvertAll(both, i => control.All[i]));
    }

    private static DifferenceEstimate Spread(KpiValues treatment, DifferenceEstimate difference) => treatment.AreOutcomes ? RareOutcomes.Spread(difference) : difference;

    private KpiValues Outcomes(Func<double, bool> isOne) =>
        new(Array.ConvertAll(All, value => !double.IsFinite(value) ? double.NaN : isOne(value) ? 1 : 0), WarmUp) { AreOutcomes = true };

    // Arms share the draws whether or not they share random numbers. Replications of one draw share it: only draws are independent of each other.
    private static (double[] Treatment, double[] Control) PairsOfDraws(ExperimentPlan plan, KpiValues treatment, KpiValues control)
    {
        var draws = Enumerable.Range(0, plan.Draws)
            .Select(draw => (Treatment: MeanOfDraw(plan, treatment, control, draw), Control: MeanOfDraw(plan, control, treatment, draw)))
            .Where(pair => double.IsFinite(pair.Treatment) && double.IsFinite(pair.Control))
            .ToArray();
        return (Array.ConvertAll(draws, draw => draw.Treatment), Array.ConvertAll(draws, draw => draw.Control));
    }

    private static double MeanOfDraw(ExperimentPlan plan, KpiValues values, KpiValues partner, int draw)
    {
        var moments = new RunningMoments();
        for (var i = draw; i < values.All.Length; i += plan.Draws)
        {
            // With common random numbers a replication counts together with its partner only.
            if (double.IsFinite(values.All[i]) && (!plan.Document.CommonRandomNumbers || (i < partner.All.Length && double.IsFinite(partner.All[i]))))
            {
                moments.Add(values.All[i]);
            }
        }

        return moments.Count == 0 ? double.NaN : moments.Mean;
    }
}
