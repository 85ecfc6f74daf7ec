namespace TwinGrid.Simulation.Sensitivity;

/// <summary>What drives a KPI: shares of the variance that independent factors bring about in its expected value.</summary>
public sealed record SobolResult
{
    /// <summary>Mean of the KPI over the factors' laws, in its unit.</summary>
    public required double Mean { get; init; }

    /// <summary>Variance that the factors bring about, noise of replications taken out where it is known.</summary>
    public required double Variance { get; init; }

    /// <summary>Mean variance between replications of one point; null with one replication a point.</summary>
    public required double? NoiseVariance { get; init; }

    /// <summary>For each factor the first-order index: the share that would go if the factor were known. Empty when the factors bring about no variance.</summary>
    public required IReadOnlyList<SobolIndex> First { get; init; }

    /// <summary>For each factor the total index: the share that would remain if all others were known; first order and all interactions.</summary>
    public required IReadOnlyList<SobolIndex> Total { get; init; }

    /// <summary>Confidence level of each interval by itself.</summary>
    public required double Level { get; init; }

    /// <summary>Base samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Replications of each point.</summary>
    public required int Replications { get; init; }

    /// <summary>How it was estimated.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
