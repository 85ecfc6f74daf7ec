using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Definitions;

/// <summary>What all assets of a type have in common.</summary>
public sealed record AssetTypeDefinition
{
    /// <summary>Type id, unique in the plant.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; the id when not given.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Signals, derived ones included, in the order of the document.</summary>
    public ImmutableArray<SignalDefinition> Signals { get; init; } = [];

    /// <summary>Parameters, by id.</summary>
    public ImmutableSortedDictionary<string, ParameterDefinition> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, ParameterDefinition>(StringComparer.Ordinal);

    /// <summary>Alarms, by their id.</summary>
    public ImmutableArray<AlarmDefinition> Alarms { get; init; } = [];

    /// <summary>How the type takes part in production figures; null when it does not.</summary>
    public ProductionDefinition? Production { get; init; }

    /// <summary>How the type behaves in a simulation; null when it is not simulated.</summary>
    public BehaviourDefinition? Behaviour { get; init; }

    /// <summary>The id under which an earlier version knew the type; null when it was not renamed.</summary>
    public string? RenamedFrom { get; init; }
}

/// <summary>A constant of an asset type that an asset may override.</summary>
/// <param name="Id">Parameter id, unique in the type.</param>
/// <param name="Unit">UCUM code; "1" for a plain number.</param>
/// <param name="Default">Value for assets that give none.</param>
/// <param name="Min">Lowest value allowed, in the unit; null = none.</param>
/// <param name="Max">Highest value allowed, in the unit; null = none.</param>
public sealed record ParameterDefinition(string Id, string Unit, double Default, double? Min, double? Max);
