using TwinGrid.Model.Scenarios;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>The answer of a run.</summary>
public sealed record RunResult
{
    /// <summary>Confidence level of all intervals unless one says otherwise.</summary>
    public double Level { get; init; }

    /// <summary>Replications of each arm that it rests on.</summary>
    public int Replications { get; init; }

    /// <summary>Events of all of them.</summary>
    public long Events { get; init; }

    /// <summary>SHA-256 over all replications' traces and KPIs in index order.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Arms, the first one the control.</summary>
    public IReadOnlyList<ArmResult> Arms { get; init; } = [];

    /// <summary>Differences: those of the hypotheses, then every arm against the first.</summary>
    public IReadOnlyList<ComparisonResult> Comparisons { get; init; } = [];

    /// <summary>Guards, arm by arm.</summary>
    public IReadOnlyList<GuardFinding> Guards { get; init; } = [];

    /// <summary>Acceptance rules, arm by arm.</summary>
    public IReadOnlyList<AcceptanceFinding> Acceptance { get; init; } = [];

    /// <summary>Which arms no other one beats in all KPIs; null when there is nothing to trade off.</summary>
    public TradeoffFinding? Tradeoffs { get; init; }

    /// <summary>Which arm was selected; null when none was to be.</summary>
    public SelectionFinding? Selection { get; init; }

    /// <summary>Effects of the factors of a two-level design, KPI by KPI.</summary>
    public IReadOnlyList<EffectsFinding> Effects { get; init; } = [];

    /// <summary>What drives the KPIs, by a sensitivity analysis.</summary>
    public IReadOnlyList<DriverFinding> Drivers { get; init; } = [];

    /// <summary>What then happened, where the time that it forecasts is over and KPIs are observed; null = not compared.</summary>
    public HindcastResult? Hindcast { get; init; }

    /// <summary>What a reader must know, sorted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Every default that the document did not give.</summary>
    public IReadOnlyList<DocumentDefault> Defaults { get; init; } = [];

    /// <summary>What is needed to run the same again.</summary>
    public RunRecordSummary Record { get; init; } = new();
}

/// <summary>An arm's answer.</summary>
/// <param name="Name">Arm.</param>
/// <param name="Kpis">In the order of the document.</param>
public sealed record ArmResult(string Name, IReadOnlyList<KpiResult> Kpis);

/// <summary>What is known of a KPI in an arm.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Unit">UCUM code of all its values.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Estimate">What the document asks for.</param>
/// <param name="Quantiles">Over the replications.</param>
/// <param name="WorstTails">Means of the worst outcomes.</param>
/// <param name="Uncertainty">Sampling uncertainty told apart from that of parameters and state; null when neither is uncertain.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record KpiResult(
    string Kpi,
    string Unit,
    KpiDirection Direction,
    EstimateResult Estimate,
    IReadOnlyList<QuantileResult> Quantiles,
    IReadOnlyList<TailResult> WorstTails,
    UncertaintyResult? Uncertainty,
    IReadOnlyList<string> Notes);

/// <summary>A number with what is known about it. NaN and infinities: not known.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="StandardDeviation">Of one value.</param>
/// <param name="StandardError">Of the estimate.</param>
/// <param name="HalfWidth">Half of the interval's width.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Confidence level of both sides together.</param>
/// <param name="N">Independent values behind it.</param>
/// <param name="Method">How the interval was made.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record EstimateResult(
    double Mean, double StandardDeviation, double StandardError, double HalfWidth, double Lower, double Upper, double Level, int N, string Method, IReadOnlyList<string> Notes);

/// <summary>A quantile over the replications.</summary>
/// <param name="Probability">Which.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">Lower end of its interval; NaN when the sample is too small to bound it.</param>
/// <param name="Upper">Upper end; NaN likewise.</param>
/// <param name="Level">Confidence level.</param>
public sealed record QuantileResult(double Probability, double Value, double Lower, double Upper, double Level);

/// <summary>The difference of a KPI between two arms.</summary>
public sealed record ComparisonResult
{
    /// <summary>KPI id.</summary>
    public required string Kpi { get; init; }

    /// <summary>UCUM code.</summary>
    public required string Unit { get; init; }

    /// <summary>Arm.</summary>
    public required string Treatment { get; init; }

    /// <summary>Arm that it is compared with.</summary>
    public required string Control { get; init; }

    /// <summary>Treatment - control.</summary>
    public required EstimateResult Difference { get; init; }

    /// <summary>Replications of both share random numbers.</summary>
    public bool Paired { get; init; }

    /// <summary>Correlation of the arms over the replications; NaN when not paired or not known.</summary>
    public double Correlation { get; init; } = double.NaN;

    /// <summary>Variance of the difference over that with independent arms; NaN when not paired.</summary>
    public double VarianceRatio { get; init; } = double.NaN;

    /// <summary>p-value, corrected.</summary>
    public double PValue { get; init; }

    /// <summary>What follows for a hypothesis; null when the document has none about this.</summary>
    public VerdictResult? Verdict { get; init; }
}

/// <summary>What follows for a hypothesis.</summary>
public sealed record VerdictResult
{
    /// <summary><c>Supported</c>, <c>Refuted</c> or <c>Inconclusive</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>What was believed.</summary>
    public Alternative Alternative { get; init; }

    /// <summary>From which difference on it matters, in the KPI's unit.</summary>
    public double MinimumEffect { get; init; }

    /// <summary>Risk of supporting what is not so.</summary>
    public double Alpha { get; init; }

    /// <summary>Correction for several hypotheses.</summary>
    public MultipleTestCorrection Correction { get; init; }

    /// <summary>Lower end of the interval that decides.</summary>
    public double Lower { get; init; }

    /// <summary>Upper end.</summary>
    public double Upper { get; init; }

    /// <summary>Its level.</summary>
    public double Level { get; init; }

    /// <summary>Replications of each arm, in all, that would decide an inconclusive one; 0 = decided, or no number would.</summary>
    public long ReplicationsToDecide { get; init; }

    /// <summary>The rule, in words.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The mean of the worst outcomes (conditional value at risk).</summary>
/// <param name="Share">Share of outcomes that count as the worst.</param>
/// <param name="IsUpper">The large values are the bad ones.</param>
/// <param name="Threshold">Bound of those outcomes (value at risk).</param>
/// <param name="Mean">Their mean.</param>
public sealed record TailResult(double Share, bool IsUpper, double Threshold, EstimateResult Mean);

/// <summary>Two kinds of uncertainty, told apart. NaN: can't be told.</summary>
public sealed record UncertaintyResult
{
    /// <summary>Mean over the draws, with an interval that holds for both kinds.</summary>
    public required EstimateResult Mean { get; init; }

    /// <summary>Draws of parameters and state.</summary>
    public int Draws { get; init; }

    /// <summary>Replications in all.</summary>
    public int Replications { get; init; }

    /// <summary>Variance between replications of one draw.</summary>
    public double SamplingVariance { get; init; } = double.NaN;

    /// <summary>Variance of the true mean from draw to draw.</summary>
    public double DrawVariance { get; init; } = double.NaN;

    /// <summary>Part of the mean's variance that more replications would remove.</summary>
    public double MeanVarianceFromSampling { get; init; } = double.NaN;

    /// <summary>Part of the mean's variance that only more draws would remove.</summary>
    public double MeanVarianceFromDraws { get; init; } = double.NaN;

    /// <summary>Lower end of where the mean for the plant's real parameters and state lies.</summary>
    public double PlantLower { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double PlantUpper { get; init; } = double.NaN;

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What is needed to run the same again, and to see that it was the same; the trace of each replication is exported.</summary>
public sealed record RunRecordSummary
{
    /// <summary>Version of the engine.</summary>
    public string Engine { get; init; } = "";

    /// <summary>Modules, <c>machine@1</c>, sorted.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Random number generator.</summary>
    public string RandomNumbers { get; init; } = "";

    /// <summary>How equations are solved, in words.</summary>
    public string Solver { get; init; } = "";

    /// <summary>Operating system, instruction set and runtime.</summary>
    public string Host { get; init; } = "";

    /// <summary>The most replications of an arm that the document allows.</summary>
    public int Planned { get; init; }

    /// <summary>Replications by arm that were run and count.</summary>
    public IReadOnlyList<int> Actual { get; init; } = [];
}
