using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>How an asset type behaves in a simulation, and how its live signals tell where it is.</summary>
public sealed record BehaviourDefinition
{
    /// <summary>Modules, connections and ports. Expressions may refer to its parameters and to those of the type.</summary>
    public Assembly Assembly { get; init; } = new();

    /// <summary>Units of the asset's counters and work in process that one part of the simulation stands for: 24 where a tray of 24 bottles is a part. Above 0; default 1.</summary>
    public double UnitsPerPart { get; init; } = 1;

    /// <summary>What the live signals say of the modules' state, in the order of the document; empty = the type can't be started live.</summary>
    public ImmutableArray<LiveMapping> Live { get; init; } = [];
}
