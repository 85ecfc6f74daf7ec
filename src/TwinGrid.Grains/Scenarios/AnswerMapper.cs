using System.Globalization;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Turns an experiment's answer into what is stored and told.</summary>
internal static class AnswerMapper
{
    /// <summary>The whole answer.</summary>
    public static RunResult Map(ExperimentAnswer answer, RunRecord record) => new()
    {
        Level = answer.Document.Level,
        Replications = answer.Replications,
        Events = answer.Events,
        Digest = answer.Digest,
        Arms = [.. answer.Arms.Select(arm => new ArmResult(arm.Name, [.. arm.Kpis.Select(Map)]))],
        Comparisons = [.. answer.Comparisons.Select(Map)],
        Guards = FindingMapper.Guards(answer),
        Acceptance = FindingMapper.Acceptance(answer),
        Tradeoffs = FindingMapper.Tradeoffs(answer),
        Selection = FindingMapper.Selection(answer),
        Effects = FindingMapper.Effects(answer),
        Drivers = FindingMapper.Drivers(answer),
        Warnings = answer.Warnings,
        Defaults = answer.Document.Defaults,
        Record = new RunRecordSummary
        {
            Engine = record.Engine,
            Modules = record.Modules,
            RandomNumbers = record.RandomNumbers,
            Solver = SolverText(record.Solver),
            Host = record.Host.ToString(),
            Planned = record.Planned,
            Actual = record.Replications,
        },
    };

    /// <summary>The intervals of a run that goes on.</summary>
    public static IReadOnlyList<IntervalNow> Intervals(ExperimentAnswer answer) =>
    [
        .. answer.Arms.SelectMany(arm => arm.Kpis.Select(kpi => new IntervalNow(kpi.Kpi, kpi.Unit, arm.Name, "", kpi.Estimate.Mean, kpi.Estimate.HalfWidth))),
        .. answer.Comparisons.Select(one => new IntervalNow(one.Kpi, one.Unit, one.Treatment, one.Control, one.Difference.Mean, one.Difference.HalfWidth)),
    ];

    private static KpiResult Map(KpiAnswer kpi) => new(
        kpi.Kpi,
        kpi.Unit,
        kpi.Direction,
        Map(kpi.Estimate),
        [.. kpi.Quantiles.Select(quantile => new QuantileResult(
            quantile.Probability, quantile.Value, quantile.Lower ?? double.NaN, quantile.Upper ?? double.NaN, quantile.Level))],
        [.. kpi.WorstTails.Select(tail => new TailResult(tail.Share, tail.Tail == Tail.Upper, tail.Threshold, Map(tail.Mean)))],
        kpi.Uncertainty is { } nested ? Map(nested) : null,
        kpi.Notes);

    private static UncertaintyResult Map(NestedEstimate nested) => new()
    {
        Mean = Map(nested.Mean),
        Draws = nested.Draws,
        Replications = nested.Replications,
        SamplingVariance = nested.SamplingVariance ?? double.NaN,
        DrawVariance = nested.DrawVariance ?? double.NaN,
        MeanVarianceFromSampling = nested.MeanVarianceFromSampling ?? double.NaN,
        MeanVarianceFromDraws = nested.MeanVarianceFromDraws ?? double.NaN,
        PlantLower = nested.PlantLower ?? double.NaN,
        PlantUpper = nested.PlantUpper ?? double.NaN,
        Notes = nested.Notes,
    };

    /// <summary>An estimate.</summary>
    public static EstimateResult Map(Estimate estimate) => new(
        estimate.Mean, estimate.StandardDeviation, estimate.StandardError, estimate.HalfWidth, estimate.Lower, estimate.Upper, estimate.Level, estimate.N, estimate.Method, estimate.Notes);

    private static ComparisonResult Map(ComparisonAnswer comparison)
    {
        var difference = comparison.Difference;
        return new ComparisonResult
        {
            Kpi = comparison.Kpi,
            Unit = comparison.Unit,
            Treatment = comparison.Treatment,
            Control = comparison.Control,
            Difference = new EstimateResult(
                difference.Mean, difference.StandardDeviation, difference.StandardError, difference.HalfWidth, difference.Lower, difference.Upper, difference.Level, difference.N,
                difference.Method, difference.Notes),
            Paired = difference.Paired,
            Correlation = difference.Correlation ?? double.NaN,
            VarianceRatio = difference.VarianceRatio ?? double.NaN,
            PValue = comparison.PValue,
            Verdict = comparison.Hypothesis is { } judged ? Map(judged) : null,
        };
    }

    /// <summary>A verdict.</summary>
    public static VerdictResult Map(ClaimResult judged) => new()
    {
        Verdict = judged.Verdict.ToString(),
        Alternative = judged.Claim.Alternative,
        MinimumEffect = judged.Claim.MinimumEffect,
        Alpha = judged.Claim.Alpha,
        Correction = judged.Correction,
        Lower = judged.Difference.Lower,
        Upper = judged.Difference.Upper,
        Level = judged.Difference.Level,
        ReplicationsToDecide = judged.ReplicationsToDecide ?? 0,
        Rule = judged.Rule,
        Notes = judged.Notes,
    };

    private static string SolverText(SolverSettings solver) => string.Create(
        CultureInfo.InvariantCulture, $"{solver.Method.ToString().ToLowerInvariant()}, relative {solver.RelativeTolerance:R}, absolute {solver.AbsoluteTolerance:R}");
}
