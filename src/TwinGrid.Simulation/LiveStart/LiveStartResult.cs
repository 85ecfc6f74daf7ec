using System.Collections.Immutable;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>What came of reading a cut as the start of replications.</summary>
/// <param name="Start">The start; null when something is wrong.</param>
/// <param name="Errors">All that is wrong, each naming type or asset, state and signal.</param>
public sealed record LiveStartResult(StartState? Start, ImmutableArray<ModelError> Errors);
