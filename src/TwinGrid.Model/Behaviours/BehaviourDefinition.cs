using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>How an asset type behaves in a simulation, and how its live signals tell where it is.</summary>
public sealed record BehaviourDefinition
{
    /// <summary>Modules, connections and ports. Expressions may refer to its parameters and to those of the type.</summary>
    public Assembly Assembly { get; init; } = new();

    /// <summary>What the live signals say of the modules' state, in the order of the document; empty = the type can't be started live.</summary>
    public ImmutableArray<LiveMapping> Live { get; init; } = [];
}
