using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Contracts.Twins;

/// <summary>Figures of a line or a plant.</summary>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.Aggregate")]
public sealed record Aggregate
{
    /// <summary>Assets in use.</summary>
    [Id(0)]
    public int Assets { get; init; }

    /// <summary>Assets by state symbol; "" counts those without one.</summary>
    [Id(1)]
    public IReadOnlyDictionary<string, int> States { get; init; } = new Dictionary<string, int>();

    /// <summary>Alarms that are active.</summary>
    [Id(2)]
    public int ActiveAlarms { get; init; }

    /// <summary>Alarms that nobody acknowledged.</summary>
    [Id(3)]
    public int UnacknowledgedAlarms { get; init; }

    /// <summary>Assets with a stale signal.</summary>
    [Id(4)]
    public int StaleAssets { get; init; }

    /// <summary>KPIs, built-in ones first.</summary>
    [Id(5)]
    public IReadOnlyList<KpiValue> Kpis { get; init; } = [];

    /// <summary>When it was computed, ns since 1970 UTC.</summary>
    [Id(6)]
    public long ComputedAtNs { get; init; }
}

/// <summary>A KPI's value.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Value">NaN when it can't be computed.</param>
/// <param name="Reason">Why not; null when it can.</param>
/// <param name="WindowStartNs">Start of the window, ns since 1970 UTC.</param>
/// <param name="WindowEndNs">End of the window.</param>
/// <param name="Coverage">Share of the window that is known, 0 to 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.KpiValue")]
public sealed record KpiValue(
    [property: Id(0)] string Id,
    [property: Id(1)] string Unit,
    [property: Id(2)] double Value,
    [property: Id(3)] string? Reason,
    [property: Id(4)] long WindowStartNs,
    [property: Id(5)] long WindowEndNs,
    [property: Id(6)] double Coverage);

/// <summary>A line; key: <c>plants/{plant}/lines/{line}</c>.</summary>
[Alias("twingrid.ILineGrain")]
public interface ILineGrain : IGrainWithStringKey
{
    /// <summary>Figures no older than a second; null when the definition has no such line.</summary>
    [Alias("GetAggregate")]
    Task<Aggregate?> GetAggregateAsync(CancellationToken cancellationToken);
}

/// <summary>A plant; key: <c>plants/{plant}</c>.</summary>
[Alias("twingrid.IPlantGrain")]
public interface IPlantGrain : IGrainWithStringKey
{
    /// <summary>Figures no older than a second; null when there is no such plant.</summary>
    [Alias("GetAggregate")]
    Task<Aggregate?> GetAggregateAsync(CancellationToken cancellationToken);

    /// <summary>Figures of its lines, by line id.</summary>
    [Alias("GetLines")]
    Task<IReadOnlyDictionary<string, Aggregate>> GetLinesAsync(CancellationToken cancellationToken);

    /// <summary>Takes a cut of the plant, or out of its history, and keeps it (<see cref="ICutStore"/>).</summary>
    [Alias("TakeCut")]
    Task<CutAnswer> TakeCutAsync(CutRequest request, CancellationToken cancellationToken);
}
