namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>The mean of the worst outcomes.</summary>
public sealed record TailRisk
{
    /// <summary>Conditional value at risk (expected shortfall): mean over the worst <see cref="Share"/> of outcomes, with its interval.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>The bound of those outcomes (value at risk), in the KPI's unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of outcomes that are counted as the worst, in (0, 1).</summary>
    public required double Share { get; init; }

    /// <summary>Which end is the bad one.</summary>
    public required Tail Tail { get; init; }
}
