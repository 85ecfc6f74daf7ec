using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>Which way is better.</summary>
public enum KpiDirection : byte
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>More is better.</summary>
    Maximise = 1,

    /// <summary>Less is better.</summary>
    Minimise = 2,
}

/// <summary>What is estimated of a KPI's values over the replications.</summary>
public enum EstimatorKind : byte
{
    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>Their quantile at <see cref="KpiEstimator.Argument"/> (0 to 1, both excluded).</summary>
    Quantile = 2,

    /// <summary>The probability that a value is above <see cref="KpiEstimator.Argument"/>, in the KPI's unit.</summary>
    Above = 3,

    /// <summary>The probability that a value is below <see cref="KpiEstimator.Argument"/>, in the KPI's unit.</summary>
    Below = 4,
}

/// <summary>What is estimated of a KPI's values over the replications.</summary>
/// <param name="Kind">What.</param>
/// <param name="Argument">Probability of the quantile, or limit in the KPI's unit; 0 for the mean.</param>
public sealed record KpiEstimator(EstimatorKind Kind, double Argument)
{
    /// <summary>The mean.</summary>
    public static readonly KpiEstimator Mean = new(EstimatorKind.Mean, 0);
}

/// <summary>A figure that each replication gives one value of. One of <see cref="Of"/> and <see cref="Expression"/> is given.</summary>
public sealed record ExperimentKpi
{
    /// <summary>Unique in the document.</summary>
    public required string Id { get; init; }

    /// <summary>UCUM code; null = the unit that the model's output has (never with an expression).</summary>
    public string? Unit { get; init; }

    /// <summary>Path of an output of the model: <c>module.output</c>, <c>asset.output</c>, <c>asset.module.output</c>, or a figure of the whole model. The id when not given.</summary>
    public string? Of { get; init; }

    /// <summary>Expression over outputs of the model.</summary>
    public string? Expression { get; init; }

    /// <summary>Default the mean.</summary>
    public KpiEstimator Estimator { get; init; } = KpiEstimator.Mean;

    /// <summary>Default none.</summary>
    public KpiDirection Direction { get; init; } = KpiDirection.None;

    /// <summary>What the plant tells of it; null = nothing.</summary>
    public KpiObservation? Observed { get; init; }

    /// <summary>Unit of what is estimated: that of the values, or <c>1</c> for a probability.</summary>
    public string? EstimateUnit => Estimator.Kind is EstimatorKind.Above or EstimatorKind.Below ? "1" : Unit;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
