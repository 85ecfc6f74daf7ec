namespace TwinGrid.Simulation.Sensitivity;

/// <summary>Analysis of variance of a two-level design.</summary>
public sealed record FactorialAnalysis
{
    /// <summary>Main effects, then two-factor interactions, one for each group of aliases, in the order of the factors.</summary>
    public required IReadOnlyList<FactorialEffect> Effects { get; init; }

    /// <summary>Mean response.</summary>
    public required double Mean { get; init; }

    /// <summary>Error variance of one response; NaN when it cannot be estimated.</summary>
    public required double ErrorVariance { get; init; }

    /// <summary>Degrees of freedom of the error.</summary>
    public required double ErrorDegrees { get; init; }

    /// <summary>p-value of "main effects and two-factor interactions say it all" against the error of the replications; null when it cannot be tested.</summary>
    public required double? LackOfFitP { get; init; }

    /// <summary>Where the error came from.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
