namespace TwinGrid.Simulation.Statistics.Nesting;

/// <summary>
/// A mean under two kinds of uncertainty: what the plant's state and parameters are (one draw of them for each group of replications), and chance in each replication.
/// More replications shrink the second only.
/// </summary>
public sealed record NestedEstimate
{
    /// <summary>Mean over the draws with an interval that holds for both kinds; <see cref="Estimate.N"/> is the number of draws.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>Draws m of state and parameters.</summary>
    public required int Draws { get; init; }

    /// <summary>Replications in all.</summary>
    public required int Replications { get; init; }

    /// <summary>Variance between replications of one draw (sampling uncertainty); null when no draw has two replications.</summary>
    public required double? SamplingVariance { get; init; }

    /// <summary>Variance of the true mean from draw to draw (state and parameter uncertainty), at least 0; null when it cannot be told.</summary>
    public required double? DrawVariance { get; init; }

    /// <summary>Part of the variance of <see cref="Mean"/> that more replications would remove; null when it cannot be told.</summary>
    public required double? MeanVarianceFromSampling { get; init; }

    /// <summary>Part of the variance of <see cref="Mean"/> that only more draws would remove; null when it cannot be told.</summary>
    public required double? MeanVarianceFromDraws { get; init; }

    /// <summary>p-value of "state and parameters do not matter" (one-way analysis of variance); null when it cannot be told.</summary>
    public required double? DrawP { get; init; }

    /// <summary>
    /// Where the mean for the plant's real, unknown state and parameters lies, at the level of <see cref="Mean"/>, if the draws describe what is known of them. Neither replications
    /// nor draws shrink it below the spread of the draws. Null when it cannot be told.
    /// </summary>
    public required double? PlantLower { get; init; }

    /// <inheritdoc cref="PlantLower"/>
    public required double? PlantUpper { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
