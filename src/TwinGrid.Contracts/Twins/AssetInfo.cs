using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Twins;

/// <summary>What an asset is, apart from its live state. Immutable; replaced when it changes.</summary>
public sealed record AssetInfo
{
    /// <summary>Slot in the partition.</summary>
    public required int Slot { get; init; }

    /// <summary>Asset id, unique in the plant.</summary>
    public required string Id { get; init; }

    /// <summary>Resource name.</summary>
    public required string Name { get; init; }

    /// <summary>Line id.</summary>
    public required string Line { get; init; }

    /// <summary>Its type; the order of <see cref="AssetTypeDefinition.Signals"/> is the order of <see cref="AssetView.Signals"/>.</summary>
    public required AssetTypeDefinition Type { get; init; }

    /// <summary>Name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Parameters, defaults filled in.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Commit index of the last change of metadata: the etag.</summary>
    public ulong MetadataRevision { get; init; }

    /// <summary>No longer in the definition: takes no samples, history stays.</summary>
    public bool IsRetired { get; init; }
}

/// <summary>A change of metadata; null fields stay.</summary>
/// <param name="DisplayName">New name for people.</param>
/// <param name="Labels">New labels, replacing all.</param>
/// <param name="IfRevision">Metadata revision that it must have; null = any.</param>
public sealed record MetadataUpdate(string? DisplayName, IReadOnlyDictionary<string, string>? Labels, ulong? IfRevision);

/// <summary>A series, spelt out.</summary>
/// <param name="Series">Which.</param>
/// <param name="Asset">Its asset.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="IsRetired">Takes no samples any more.</param>
public sealed record SeriesInfo(SeriesId Series, AssetInfo Asset, SignalDefinition Signal, bool IsRetired);
