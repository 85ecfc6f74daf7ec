using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.Risks;

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
        var nested = plan.Draws > 1 && !isLongRun && values.Observed.Length > 0 ? NestedVariance.Of(values.ByDraw(plan.Draws), level) : null;
        return new KpiAnswer
        {
            Kpi = definition.Id,
            Unit = plan.Kpis[kpi].EstimateUnit,
            Direction = definition.Direction,
            Estimate = isLongRun ? samples.LongRun(arm, kpi, level) : Estimate(plan, definition.Estimator, values),
            Quantiles = hasValues ? [.. Quantiles.Select(p => values.Quantile(plan.Draws, p, level))] : [],
            WorstTails = hasValues && values.Observed.Length >= FewestForTail ? [.. WorstTail.Of(definition.Direction).Select(tail => Worst(plan, values, tail))] : [],
            Uncertainty = isProbability ? null : nested,
            Notes = notes,
        };
    }

    private static TailRisk Worst(ExperimentPlan plan, KpiValues values, Tail tail) =>
        ExpectedShortfall.Of(values.Observed, tail, Math.Max(WorstShare, FewestInTail / values.Observed.Length), plan.Document.Level, values.Draws(plan.Draws));

    /// <summary>What the document asks of a KPI: the mean, a quantile, or a probability.</summary>
    public static Estimate Estimate(ExperimentPlan plan, KpiEstimator estimator, KpiValues values) => values.Observed.Length == 0
        ? Unknown.Nothing(plan.Document.Level)
        : estimator.Kind switch
        {
            EstimatorKind.Mean => values.Mean(plan, plan.Document.Level),
            EstimatorKind.Quantile => OfQuantile(values.Quantile(plan.Draws, estimator.Argument, plan.Document.Level), values.Observed),
            EstimatorKind.Above => OfProportion(plan, values, v => v > estimator.Argument),
            EstimatorKind.Below => OfProportion(plan, values, v => v < estimator.Argument),
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

    private static Estimate OfProportion(ExperimentPlan plan, KpiValues values, Func<double, bool> isOne)
    {
        var level = plan.Document.Level;
        var share = plan.Draws == 1
            ? ProportionInterval.Wilson(values.Observed.Count(isOne), values.Observed.Length, level)
            : ProportionInterval.KornGraubard([.. values.ByDraw(plan.Draws).Select(draw => (draw.Count(isOne), draw.Length))], level);
        var p = share.Proportion;
        return new Estimate
        {
            Mean = p,
            StandardDeviation = Math.Sqrt(p * (1 - p)),
            StandardError = Math.Sqrt(p * (1 - p) / share.EffectiveN),
            DegreesOfFreedom = double.PositiveInfinity,
            HalfWidth = Math.Max(p - share.Lower, share.Upper - p),
            Lower = share.Lower,
            Upper = share.Upper,
            Level = level,
            N = share.N,
            Method = share.Method,
            Notes = share.Notes,
        };
    }
}
