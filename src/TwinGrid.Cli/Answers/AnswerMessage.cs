using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Cli.Answers;

/// <summary>Turns the answer of a run in this process into the message that a server would send, so that both are printed alike.</summary>
internal static class AnswerMessage
{
    /// <summary>The whole answer.</summary>
    public static V1.RunResult Of(ExperimentAnswer answer, RunRecord record)
    {
        var result = new V1.RunResult
        {
            Level = answer.Document.Level,
            Replications = (uint)answer.Replications,
            Events = (ulong)answer.Events,
            Digest = answer.Digest,
            Tradeoffs = FindingMessage.Tradeoffs(answer),
            Selection = FindingMessage.Selection(answer),
            Record = Of(record),
        };
        result.Arms.AddRange(answer.Arms.Select(arm => new V1.ArmResult { Arm = arm.Name, Kpis = { arm.Kpis.Select(Of) } }));
        result.Comparisons.AddRange(answer.Comparisons.Select(Of));
        result.Guards.AddRange(answer.Guards.Select(FindingMessage.Of));
        result.Acceptance.AddRange(answer.Acceptance.Select(FindingMessage.Of));
        result.Effects.AddRange(answer.Effects.Select(FindingMessage.Of));
        result.Drivers.AddRange(answer.Drivers.Select(FindingMessage.Of));
        result.Warnings.AddRange(answer.Warnings);
        result.Defaults.AddRange(answer.Document.Defaults.Select(one => new V1.DocumentDefault { Path = one.Path, Value = one.Value, Meaning = one.Meaning }));
        return result;
    }

    /// <summary>The intervals of a run that goes on: means of arms, then differences.</summary>
    public static IEnumerable<V1.IntervalNow> Intervals(ExperimentAnswer answer) =>
    [
        .. answer.Arms.SelectMany(arm => arm.Kpis.Select(kpi => new V1.IntervalNow
        {
            Kpi = kpi.Kpi, Unit = kpi.Unit, Arm = arm.Name, Mean = kpi.Estimate.Mean, HalfWidth = kpi.Estimate.HalfWidth,
        })),
        .. answer.Comparisons.Select(one => new V1.IntervalNow
        {
            Kpi = one.Kpi, Unit = one.Unit, Arm = one.Treatment, Control = one.Control, Mean = one.Difference.Mean, HalfWidth = one.Difference.HalfWidth,
        }),
    ];

    /// <summary>An estimate.</summary>
    public static V1.Estimate Of(Estimate estimate) => new()
    {
        Mean = estimate.Mean,
        StandardDeviation = estimate.StandardDeviation,
        StandardError = estimate.StandardError,
        HalfWidth = estimate.HalfWidth,
        Lower = estimate.Lower,
        Upper = estimate.Upper,
        Level = estimate.Level,
        N = (uint)estimate.N,
        Method = estimate.Method,
        Notes = { estimate.Notes },
    };

    /// <summary>A verdict.</summary>
    public static V1.Verdict Of(ClaimResult judged) => new()
    {
        Kind = Of(judged.Verdict),
        Alternative = judged.Claim.Alternative.ToString(),
        MinimumEffect = judged.Claim.MinimumEffect,
        Alpha = judged.Claim.Alpha,
        Correction = judged.Correction.ToString(),
        Lower = judged.Difference.Lower,
        Upper = judged.Difference.Upper,
        Level = judged.Difference.Level,
        ReplicationsToDecide = (ulong)(judged.ReplicationsToDecide ?? 0),
        Rule = judged.Rule,
        Notes = { judged.Notes },
    };

    /// <summary>The kind of a verdict.</summary>
    public static V1.VerdictKind Of(Verdict verdict) => verdict switch
    {
        Verdict.Supported => V1.VerdictKind.Supported,
        Verdict.Refuted => V1.VerdictKind.Refuted,
        _ => V1.VerdictKind.Inconclusive,
    };

    /// <summary>A share.</summary>
    public static V1.Share Of(ProportionEstimate share) => new()
    {
        Share_ = share.Proportion, Lower = share.Lower, Upper = share.Upper, Level = share.Level, N = (uint)share.N, Method = share.Method,
    };

    private static V1.KpiResult Of(KpiAnswer kpi) => new()
    {
        Kpi = kpi.Kpi,
        Unit = kpi.Unit,
        Direction = kpi.Direction switch
        {
            KpiDirection.Maximise => V1.KpiDirection.Maximise,
            KpiDirection.Minimise => V1.KpiDirection.Minimise,
            _ => V1.KpiDirection.Unspecified,
        },
        Estimate = Of(kpi.Estimate),
        Quantiles =
        {
            kpi.Quantiles.Select(one => new V1.Quantile
            {
                Probability = one.Probability, Value = one.Value, Lower = one.Lower ?? double.NaN, Upper = one.Upper ?? double.NaN, Level = one.Level,
            }),
        },
        WorstTails = { kpi.WorstTails.Select(one => new V1.TailRisk { Share = one.Share, Upper = one.Tail == Tail.Upper, Threshold = one.Threshold, Mean = Of(one.Mean) }) },
        Uncertainty = kpi.Uncertainty is { } nested ? Of(nested) : null,
        Notes = { kpi.Notes },
    };

    private static V1.Uncertainty Of(NestedEstimate nested) => new()
    {
        Mean = Of(nested.Mean),
        Draws = (uint)nested.Draws,
        Replications = (uint)nested.Replications,
        SamplingVariance = nested.SamplingVariance ?? double.NaN,
        DrawVariance = nested.DrawVariance ?? double.NaN,
        MeanVarianceFromSampling = nested.MeanVarianceFromSampling ?? double.NaN,
        MeanVarianceFromDraws = nested.MeanVarianceFromDraws ?? double.NaN,
        PlantLower = nested.PlantLower ?? double.NaN,
        PlantUpper = nested.PlantUpper ?? double.NaN,
        Notes = { nested.Notes },
    };

    private static V1.Comparison Of(ComparisonAnswer comparison)
    {
        var difference = comparison.Difference;
        return new V1.Comparison
        {
            Kpi = comparison.Kpi,
            Unit = comparison.Unit,
            Treatment = comparison.Treatment,
            Control = comparison.Control,
            Difference = new V1.Estimate
            {
                Mean = difference.Mean,
                StandardDeviation = difference.StandardDeviation,
                StandardError = difference.StandardError,
                HalfWidth = difference.HalfWidth,
                Lower = difference.Lower,
                Upper = difference.Upper,
                Level = difference.Level,
                N = (uint)difference.N,
                Method = difference.Method,
                Notes = { difference.Notes },
            },
            Paired = difference.Paired,
            Correlation = difference.Correlation ?? double.NaN,
            VarianceRatio = difference.VarianceRatio ?? double.NaN,
            PValue = comparison.PValue,
            Verdict = comparison.Hypothesis is { } judged ? Of(judged) : null,
        };
    }

    private static V1.RunRecord Of(RunRecord record) => new()
    {
        Engine = record.Engine,
        Modules = { record.Modules },
        RandomNumbers = record.RandomNumbers,
        Solver = string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Solver.Method.ToString().ToLowerInvariant()}, relative {record.Solver.RelativeTolerance:R}, absolute {record.Solver.AbsoluteTolerance:R}"),
        Host = record.Host.ToString(),
        PlannedReplications = (uint)record.Planned,
        Replications = { record.Replications.Select(n => (uint)n) },
    };
}
