using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.Risks;
using TwinGrid.Simulation.Statistics.Stopping;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Estimates what a document asks of a KPI.</summary>
internal static class KpiEstimation
{
    private const double WorstShare = 0.05;

    /// <summary>Fewer outcomes in a tail tell nothing about how far it reaches.</summary>
    private const double FewestInTail = 5;

    /// <summary>Fewer replications have no tail to speak of.</summary>
    private const int FewestForTail = 20;

    private static readonly double[] Quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>The answer for a KPI of an arm.</summary>
    public static KpiAnswer Answer(ExperimentPlan plan, ArmSamples samples, int arm, int kpi)
    {
        var definition = plan.Kpis[kpi].Definition;
        var level = plan.Document.Level;
        var values = samples[arm, kpi];
        var notes = new List<string>();
        if (values.WarmUp is { } warmUp)
        {
            notes.AddRange(warmUp.Notes);
        }

        if (values.Missing > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{values.Missing} of {values.All.Length} replications observed nothing that it could be made of and are left out"));
        }

        var isLongRun = plan.Document.UsesBatchMeans;
        // A probability is in another unit than the values: quantiles and tails of the values say nothing of it.
        var isProbability = definition.Estimator.Kind is EstimatorKind.Above or EstimatorKind.Below;
        var hasValues = !isLongRun && !isProbability && values.Observed.Length > 1;
        // Replications of one draw share its parameters: only the draws are independent of each other.
        var nested = plan.Draws > 1 && !isLongRun && values.Observed.Length > 0 ? NestedVariance.Of(samples.ByDraw(arm, kpi), level) : null;
        return new KpiAnswer
        {
            Kpi = definition.Id,
            Unit = isProbability ? "1" : plan.Kpis[kpi].Unit,
            Direction = definition.Direction,
            Estimate = isLongRun ? samples.Batches(arm, kpi, level).Estimate
                : nested is not null && definition.Estimator.Kind == EstimatorKind.Mean ? nested.Mean
                : Estimate(plan, definition.Estimator, values.Observed),
            Quantiles = hasValues ? SampleSummary.Of(values.Observed, Quantiles, level).Quantiles : [],
            WorstTails = !hasValues || values.Observed.Length < FewestForTail
                ? []
                : [.. WorstTail.Of(definition.Direction).Select(tail => ExpectedShortfall.Of(values.Observed, tail, Math.Max(WorstShare, FewestInTail / values.Observed.Length), level))],
            Uncertainty = isProbability ? null : nested,
            Notes = notes,
        };
    }

    private static Estimate Estimate(ExperimentPlan plan, KpiEstimator estimator, double[] values) => Estimate(estimator, values, plan.Document.Level, plan.Document.Replications.IsSequential);

    private static Estimate Estimate(KpiEstimator estimator, double[] values, double level, bool isSequential) => values.Length == 0
        ? Unknown(level)
        : estimator.Kind switch
        {
            EstimatorKind.Mean => isSequential ? SequentialInterval.Of(RunningMoments.Of(values), level) : MeanInterval.Of(values, level),
            EstimatorKind.Quantile => OfQuantile(SampleSummary.Of(values, [estimator.Argument], level).Quantiles[0], values),
            EstimatorKind.Above => OfProportion(values.Count(v => v > estimator.Argument), values.Length, level),
            EstimatorKind.Below => OfProportion(values.Count(v => v < estimator.Argument), values.Length, level),
            _ => throw new ArgumentException($"Unknown estimator {estimator.Kind}.", nameof(estimator)),
        };

    private static Estimate OfQuantile(QuantileEstimate quantile, double[] values)
    {
        var (lower, upper) = (quantile.Lower ?? double.NegativeInfinity, quantile.Upper ?? double.PositiveInfinity);
        return new Estimate
        {
            Mean = quantile.Value,
            StandardDeviation = RunningMoments.Of(values).StandardDeviation,
            StandardError = double.NaN,
            DegreesOfFreedom = double.NaN,
            HalfWidth = Math.Max(quantile.Value - lower, upper - quantile.Value),
            Lower = lower,
            Upper = upper,
            Level = quantile.Level,
            N = quantile.N,
            Method = quantile.Method,
            Notes = quantile.Notes,
        };
    }

    private static Estimate OfProportion(int count, int n, double level)
    {
        var wilson = ProportionInterval.Wilson(count, n, level);
        var p = wilson.Proportion;
        return new Estimate
        {
            Mean = p,
            StandardDeviation = Math.Sqrt(p * (1 - p)),
            StandardError = Math.Sqrt(p * (1 - p) / n),
            DegreesOfFreedom = double.PositiveInfinity,
            HalfWidth = Math.Max(p - wilson.Lower, wilson.Upper - p),
            Lower = wilson.Lower,
            Upper = wilson.Upper,
            Level = level,
            N = n,
            Method = wilson.Method,
            Notes = wilson.Notes,
        };
    }

    private static Estimate Unknown(double level) => new()
    {
        Mean = double.NaN,
        StandardDeviation = double.NaN,
        StandardError = double.NaN,
        DegreesOfFreedom = 0,
        HalfWidth = double.PositiveInfinity,
        Lower = double.NegativeInfinity,
        Upper = double.PositiveInfinity,
        Level = level,
        N = 0,
        Method = "none",
        Notes = ["nothing was observed"],
    };
}
