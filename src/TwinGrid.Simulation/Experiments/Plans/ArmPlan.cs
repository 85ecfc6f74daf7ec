using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>An arm with its settings, and with its model where uncertain parameters have drawn values.</summary>
/// <param name="Name">Unique in the experiment.</param>
/// <param name="Settings">Settings from the start on, by path.</param>
/// <param name="Model">The model with these settings.</param>
public sealed record ArmPlan(string Name, ImmutableSortedDictionary<string, ParameterValue> Settings, SimulationModel Model)
{
    /// <summary>What happens during a replication, in order.</summary>
    internal ImmutableArray<InterventionPlan> Timed { get; init; } = [];
}
