using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>A main effect or a two-factor interaction of a two-level design.</summary>
public sealed record FactorialEffect
{
    /// <summary>Name of the factor, or <c>A × B</c>.</summary>
    public required string Term { get; init; }

    /// <summary>Main effects and two-factor interactions that cannot be told from it.</summary>
    public required IReadOnlyList<string> AliasedWith { get; init; }

    /// <summary>Mean response at high minus mean at low (of the product, for an interaction), in the KPI's unit, with its interval.</summary>
    public required Estimate Effect { get; init; }

    /// <summary>Sum of squares with one degree of freedom.</summary>
    public required double SumOfSquares { get; init; }

    /// <summary>Share of the total sum of squares, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>F statistic; null without an estimate of the error.</summary>
    public required double? F { get; init; }

    /// <summary>p-value of "no effect"; null without an estimate of the error.</summary>
    public required double? P { get; init; }
}
