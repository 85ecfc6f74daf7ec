using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>Whether a guarded KPI stays within what is accepted, on average and in a single outcome.</summary>
public sealed record GuardResult
{
    /// <summary>Verdict on the mean: Supported when the guard is kept, Refuted when it is broken.</summary>
    public required ClaimResult Mean { get; init; }

    /// <summary>Probability that one outcome breaks the guard; null when arms are independent, so that no outcome of one belongs to an outcome of the other.</summary>
    public required ProportionEstimate? Violation { get; init; }
}
