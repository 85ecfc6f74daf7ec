using TwinGrid.Contracts.Scenarios;
using TwinGrid.V1;
using ArmResult = TwinGrid.V1.ArmResult;
using KpiResult = TwinGrid.V1.KpiResult;
using RunResult = TwinGrid.V1.RunResult;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>Turns a run's answer into a message.</summary>
internal static class ResultMapper
{
    /// <summary>The whole answer.</summary>
    public static RunResult Map(Contracts.Scenarios.RunResult result)
    {
        var mapped = new RunResult
        {
            Level = result.Level,
            Replications = (uint)result.Replications,
            Events = (ulong)result.Events,
            Digest = result.Digest,
            Tradeoffs = result.Tradeoffs is null ? null : FindingMapper.Map(result.Tradeoffs),
            Selection = result.Selection is null ? null : FindingMapper.Map(result.Selection),
            Record = Map(result.Record),
            Hindcast = result.Hindcast is null ? null : HindcastMapper.Map(result.Hindcast),
        };
        mapped.Arms.AddRange(result.Arms.Select(Map));
        mapped.Comparisons.AddRange(result.Comparisons.Select(Map));
        mapped.Guards.AddRange(result.Guards.Select(FindingMapper.Map));
        mapped.Acceptance.AddRange(result.Acceptance.Select(FindingMapper.Map));
        mapped.Effects.AddRange(result.Effects.Select(FindingMapper.Map));
        mapped.Drivers.AddRange(result.Drivers.Select(FindingMapper.Map));
        mapped.Warnings.AddRange(result.Warnings);
        mapped.Defaults.AddRange(result.Defaults.Select(one => new DocumentDefault { Path = one.Path, Value = one.Value, Meaning = one.Meaning }));
        return mapped;
    }

    /// <summary>An estimate.</summary>
    public static Estimate Map(EstimateResult estimate)
    {
        var mapped = new Estimate
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
        };
        mapped.Notes.AddRange(estimate.Notes);
        return mapped;
    }

    /// <summary>A verdict.</summary>
    public static Verdict Map(VerdictResult verdict)
    {
        var mapped = new Verdict
        {
            Kind = KindOf(verdict.Verdict),
            Alternative = verdict.Alternative.ToString(),
            MinimumEffect = verdict.MinimumEffect,
            Alpha = verdict.Alpha,
            Correction = verdict.Correction.ToString(),
            Lower = verdict.Lower,
            Upper = verdict.Upper,
            Level = verdict.Level,
            ReplicationsToDecide = (ulong)verdict.ReplicationsToDecide,
            Rule = verdict.Rule,
        };
        mapped.Notes.AddRange(verdict.Notes);
        return mapped;
    }

    /// <summary>The kind of a verdict.</summary>
    public static VerdictKind KindOf(string verdict) => verdict switch
    {
        "Supported" => VerdictKind.Supported,
        "Refuted" => VerdictKind.Refuted,
        "Inconclusive" => VerdictKind.Inconclusive,
        _ => throw new ArgumentException($"'{verdict}' is no verdict; expected Supported, Refuted or Inconclusive.", nameof(verdict)),
    };

    private static ArmResult Map(Contracts.Scenarios.ArmResult arm)
    {
        var mapped = new ArmResult { Arm = arm.Name };
        mapped.Kpis.AddRange(arm.Kpis.Select(Map));
        return mapped;
    }

    private static KpiResult Map(Contracts.Scenarios.KpiResult kpi)
    {
        var mapped = new KpiResult
        {
            Kpi = kpi.Kpi,
            Unit = kpi.Unit,
            Direction = kpi.Direction switch
            {
                Model.Scenarios.KpiDirection.Maximise => KpiDirection.Maximise,
                Model.Scenarios.KpiDirection.Minimise => KpiDirection.Minimise,
                _ => KpiDirection.Unspecified,
            },
            Estimate = Map(kpi.Estimate),
            Uncertainty = kpi.Uncertainty is null ? null : Map(kpi.Uncertainty),
        };
        mapped.Quantiles.AddRange(kpi.Quantiles.Select(one => new Quantile { Probability = one.Probability, Value = one.Value, Lower = one.Lower, Upper = one.Upper, Level = one.Level }));
        mapped.WorstTails.AddRange(kpi.WorstTails.Select(one => new TailRisk { Share = one.Share, Upper = one.IsUpper, Threshold = one.Threshold, Mean = Map(one.Mean) }));
        mapped.Notes.AddRange(kpi.Notes);
        return mapped;
    }

    private static Uncertainty Map(UncertaintyResult uncertainty)
    {
        var mapped = new Uncertainty
        {
            Mean = Map(uncertainty.Mean),
            Draws = (uint)uncertainty.Draws,
            Replications = (uint)uncertainty.Replications,
            SamplingVariance = uncertainty.SamplingVariance,
            DrawVariance = uncertainty.DrawVariance,
            MeanVarianceFromSampling = uncertainty.MeanVarianceFromSampling,
            MeanVarianceFromDraws = uncertainty.MeanVarianceFromDraws,
            PlantLower = uncertainty.PlantLower,
            PlantUpper = uncertainty.PlantUpper,
        };
        mapped.Notes.AddRange(uncertainty.Notes);
        return mapped;
    }

    private static Comparison Map(ComparisonResult comparison) => new()
    {
        Kpi = comparison.Kpi,
        Unit = comparison.Unit,
        Treatment = comparison.Treatment,
        Control = comparison.Control,
        Difference = Map(comparison.Difference),
        Paired = comparison.Paired,
        Correlation = comparison.Correlation,
        VarianceRatio = comparison.VarianceRatio,
        PValue = comparison.PValue,
        Verdict = comparison.Verdict is null ? null : Map(comparison.Verdict),
    };

    private static RunRecord Map(RunRecordSummary record)
    {
        var mapped = new RunRecord
        {
            Engine = record.Engine, RandomNumbers = record.RandomNumbers, Solver = record.Solver, Host = record.Host, PlannedReplications = (uint)record.Planned,
        };
        mapped.Modules.AddRange(record.Modules);
        mapped.Replications.AddRange(record.Actual.Select(count => (uint)count));
        return mapped;
    }
}
