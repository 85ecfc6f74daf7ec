using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Contracts.Twins;

/// <summary>Queries over all partitions of a plant: run where the tables are.</summary>
public interface ITwinQueries
{
    /// <summary>A page of assets that match, in order.</summary>
    /// <exception cref="FilterException">The filter or the order is wrong.</exception>
    ValueTask<AssetPage> ListAsync(AssetQuery query, int pageSize, string? pageToken, CancellationToken cancellationToken);

    /// <summary>A page of alarms below a plant, line or asset: most urgent first, then newest.</summary>
    ValueTask<AlarmPage> ListAlarmsAsync(AlarmQuery query, int pageSize, string? pageToken, CancellationToken cancellationToken);

    /// <summary>Figures of a plant and of its lines, no older than a second; null when the plant is not known.</summary>
    PlantFigures? GetFigures(string plant);
}

/// <summary>Which assets.</summary>
/// <param name="Parent">plants/{plant}, plants/{plant}/lines/{line} or plants/-.</param>
/// <param name="Filter">AIP-160; empty = all.</param>
/// <param name="OrderBy">AIP-132; empty = name.</param>
public sealed record AssetQuery(string Parent, string Filter = "", string OrderBy = "");

/// <summary>A page.</summary>
/// <param name="Assets">In order.</param>
/// <param name="NextPageToken">Null on the last.</param>
public sealed record AssetPage(IReadOnlyList<AssetView> Assets, string? NextPageToken);

/// <summary>Which alarms.</summary>
/// <param name="Parent">Plant, line or asset name.</param>
/// <param name="IncludeNormal">Those in the normal state too.</param>
/// <param name="IncludeShelved">Shelved ones too.</param>
public sealed record AlarmQuery(string Parent, bool IncludeNormal, bool IncludeShelved);

/// <summary>A page.</summary>
/// <param name="Alarms">In order.</param>
/// <param name="NextPageToken">Null on the last.</param>
public sealed record AlarmPage(IReadOnlyList<AlarmStatus> Alarms, string? NextPageToken);

/// <summary>Figures of a plant.</summary>
/// <param name="Plant">Of all its assets.</param>
/// <param name="Lines">By line id.</param>
public sealed record PlantFigures(Aggregate Plant, IReadOnlyDictionary<string, Aggregate> Lines);

/// <summary>A filter, order or page token that can't be used; the message names the place and what is allowed.</summary>
/// <param name="message">For the caller.</param>
/// <param name="field">Field of the request that is wrong: filter, order_by, page_token or parent.</param>
public sealed class FilterException(string message, string field = "filter") : Exception(message)
{
    /// <summary>Field of the request that is wrong.</summary>
    public string Field { get; } = field;
}
