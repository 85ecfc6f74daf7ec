namespace TwinGrid.Contracts.Scenarios;

/// <summary>A probability that was estimated by counting.</summary>
/// <param name="Share">The estimate.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Confidence level.</param>
/// <param name="N">Independent outcomes behind it.</param>
/// <param name="Method">How the interval was made.</param>
public sealed record ShareResult(double Share, double Lower, double Upper, double Level, int N, string Method);

/// <summary>Whether an arm keeps a guard.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Unit">UCUM code of its values.</param>
/// <param name="Arm">Arm.</param>
/// <param name="Guard">The guard, in words.</param>
/// <param name="Mean">Verdict on the mean: Supported when it is kept.</param>
/// <param name="Violation">Probability that one outcome breaks it; null when that can't be told.</param>
public sealed record GuardFinding(string Kpi, string Unit, string Arm, string Guard, VerdictResult Mean, ShareResult? Violation);

/// <summary>Whether an arm is acceptable.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Unit">UCUM code of its values.</param>
/// <param name="Arm">Arm.</param>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Verdict"><c>Supported</c> when it is acceptable, <c>Refuted</c> when not, else <c>Inconclusive</c>.</param>
/// <param name="Kept">Share of the replications that keep the limit.</param>
/// <param name="Wanted">Share that must.</param>
/// <param name="ReplicationsToDecide">Replications, in all, that would decide an inconclusive one; 0 = decided, or no number would.</param>
public sealed record AcceptanceFinding(
    string Kpi, string Unit, string Arm, string Rule, string Verdict, ShareResult Kept, double Wanted, long ReplicationsToDecide);

/// <summary>Which arms no other one beats in all KPIs.</summary>
/// <param name="Kpis">KPIs that are traded off.</param>
/// <param name="Confidence">Confidence of each dominance.</param>
/// <param name="Method">How dominance was told.</param>
/// <param name="Arms">All arms.</param>
public sealed record TradeoffFinding(IReadOnlyList<string> Kpis, double Confidence, string Method, IReadOnlyList<TradeoffArm> Arms);

/// <summary>Where an arm stands.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="DominatedByMeans">Arms whose means are as good in every KPI and better in one; none = it is on the front as it looks.</param>
/// <param name="DominatedWithConfidence">Those of them of which the replications are sure.</param>
public sealed record TradeoffArm(string Arm, IReadOnlyList<string> DominatedByMeans, IReadOnlyList<string> DominatedWithConfidence);

/// <summary>Selection of the best arm.</summary>
/// <param name="Best">The arm; "" while more than one is left.</param>
/// <param name="Survivors">Arms still in the race.</param>
/// <param name="Method">The procedure.</param>
/// <param name="Guarantee">What it guarantees, in words.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record SelectionFinding(string Best, IReadOnlyList<string> Survivors, string Method, string Guarantee, IReadOnlyList<string> Notes);

/// <summary>Effects of the factors of a two-level design on a KPI.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Effects">Main effects, then interactions.</param>
/// <param name="Method">Where the error came from.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record EffectsFinding(string Kpi, IReadOnlyList<EffectResult> Effects, string Method, IReadOnlyList<string> Notes);

/// <summary>An effect.</summary>
/// <param name="Term">Factor, or factors joined by ×.</param>
/// <param name="AliasedWith">What it can't be told from.</param>
/// <param name="Effect">Mean at high minus mean at low, in the KPI's unit.</param>
/// <param name="Share">Share of the total sum of squares.</param>
/// <param name="PValue">Of "no effect"; NaN without an estimate of the error.</param>
public sealed record EffectResult(string Term, IReadOnlyList<string> AliasedWith, EstimateResult Effect, double Share, double PValue);

/// <summary>What drives a KPI: Sobol' indices.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Factors">Factor by factor; none when the factors bring about no variance.</param>
/// <param name="Variance">Variance that the factors bring about.</param>
/// <param name="NoiseVariance">Mean variance between replications of a point; NaN with one a point.</param>
/// <param name="Method">How it was estimated.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record DriverFinding(
    string Kpi, IReadOnlyList<FactorIndices> Factors, double Variance, double NoiseVariance, string Method, IReadOnlyList<string> Notes);

/// <summary>A factor's indices.</summary>
/// <param name="Path">Setting.</param>
/// <param name="First">Share of the variance that would go if it were known.</param>
/// <param name="Total">Share that would remain if all others were known.</param>
public sealed record FactorIndices(string Path, IndexResult First, IndexResult Total);

/// <summary>A share of variance with its interval.</summary>
/// <param name="Value">Estimate.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public sealed record IndexResult(double Value, double Lower, double Upper);
