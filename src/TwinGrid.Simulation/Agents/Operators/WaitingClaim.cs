using TwinGrid.Simulation.Flow.Crews;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>A claim that nobody has taken on yet.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Ordinal">Which of its kind.</param>
internal readonly record struct WaitingClaim(ResourceClaim Claim, TaskKind Kind, long Ordinal);
