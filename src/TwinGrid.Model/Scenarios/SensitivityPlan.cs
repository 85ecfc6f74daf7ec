using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>Sobol' indices of KPIs: which factor drives them. Factors are independent.</summary>
public sealed record SensitivityPlan
{
    /// <summary>KPIs that are asked about; all of the document when it gives none.</summary>
    public required ImmutableArray<string> Kpis { get; init; }

    /// <summary>Arm whose settings the factors vary; null when a design makes the arms. Default the first arm.</summary>
    public string? Arm { get; init; }

    /// <summary>Base samples N, a power of two, 16 to 1 048 576; d factors cost N (d + 2) points. Default 256.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Replications of a point, 1 to 1 000; from two on the noise of the replications is told apart. Default 2.</summary>
    public int Replications { get; init; } = 2;

    /// <summary>At least one, paths unique.</summary>
    public required ImmutableArray<SensitivityFactor> Factors { get; init; }
}

/// <summary>A factor of a sensitivity analysis: with a distribution, or uniform over a range.</summary>
public sealed record SensitivityFactor
{
    /// <summary>Path of the setting.</summary>
    public required string Path { get; init; }

    /// <summary>Its distribution, as written; null when it has a range.</summary>
    public ParameterValue? Distribution { get; init; }

    /// <summary>Low end of the range; null with a distribution.</summary>
    public NumberValue? Low { get; init; }

    /// <summary>High end, above <see cref="Low"/>, in the same unit; null with a distribution.</summary>
    public NumberValue? High { get; init; }

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
