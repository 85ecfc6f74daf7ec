using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Nesting;
using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>What is known of a KPI in an arm: never a bare number.</summary>
public sealed record KpiAnswer
{
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; init; }

    /// <summary>UCUM code of all its values.</summary>
    public required string Unit { get; init; }

    /// <summary>Which way is better.</summary>
    public required KpiDirection Direction { get; init; }

    /// <summary>What the document asks for: the mean, a quantile, or a probability, with its interval, level, method and n.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Quantiles of the values over the replications; empty for a single long run.</summary>
    public IReadOnlyList<QuantileEstimate> Quantiles { get; init; } = [];

    /// <summary>Means of the worst outcomes, at the bad end of the KPI or at both; empty for a single long run.</summary>
    public IReadOnlyList<TailRisk> WorstTails { get; init; } = [];

    /// <summary>Sampling uncertainty told apart from that of the parameters; null when no parameters are uncertain.</summary>
    public NestedEstimate? Uncertainty { get; init; }

    /// <summary>What a reader must know: replications without a value, a warm-up that was found or not.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What is known of an arm.</summary>
/// <param name="Name">Name of the arm.</param>
/// <param name="Kpis">In the order of the document.</param>
public sealed record ArmAnswer(string Name, IReadOnlyList<KpiAnswer> Kpis);

/// <summary>What is known of the difference between two arms.</summary>
public sealed record ComparisonAnswer
{
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; init; }

    /// <summary>UCUM code of the difference.</summary>
    public required string Unit { get; init; }

    /// <summary>Name of the arm.</summary>
    public required string Treatment { get; init; }

    /// <summary>Name of the arm that it is compared with.</summary>
    public required string Control { get; init; }

    /// <summary>Treatment - control with its interval.</summary>
    public required DifferenceEstimate Difference { get; init; }

    /// <summary>p-value of H0: no difference (two-sided), or of the hypothesis' H0, corrected.</summary>
    public required double PValue { get; init; }

    /// <summary>What follows for the hypothesis; null when the document has none about this difference.</summary>
    public ClaimResult? Hypothesis { get; init; }
}
