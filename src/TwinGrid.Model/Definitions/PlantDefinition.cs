using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions;

/// <summary>A validated plant: what <c>DefinitionReader</c> makes of a plant's documents. Immutable; every default is filled in.</summary>
public sealed record PlantDefinition
{
    /// <summary>Plant id.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; the id when not given.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Partitions that the lines are spread over, 1 to 1 024.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Asset types, by id.</summary>
    public ImmutableSortedDictionary<string, AssetTypeDefinition> Types { get; init; } =
        ImmutableSortedDictionary.Create<string, AssetTypeDefinition>(StringComparer.Ordinal);

    /// <summary>Lines, by id.</summary>
    public ImmutableArray<LineDefinition> Lines { get; init; } = [];

    /// <summary>Material and energy flows between assets, by from, to and kind.</summary>
    public ImmutableArray<FlowDefinition> Flows { get; init; } = [];

    /// <summary>KPIs of the plant, beside those of its lines, by id.</summary>
    public ImmutableArray<KpiDefinition> Kpis { get; init; } = [];

    /// <summary>What the plant may send.</summary>
    public QuotaDefinition Quotas { get; init; } = new();

    /// <summary>SHA-256 of the canonical form, 64 lower-case hex digits. Equal hash = equal meaning.</summary>
    public string Hash { get; init; } = "";
}
