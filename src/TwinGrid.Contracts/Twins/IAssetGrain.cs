using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Contracts.Twins;

/// <summary>
/// The twin as other grains know it; key: resource name. Sees its slot's live state directly. Neither a sample nor a read through the gateway
/// activates it.
/// </summary>
[Alias("twingrid.IAssetGrain")]
public interface IAssetGrain : IGrainWithStringKey
{
    /// <summary>Live state now; null when the definition has no such asset.</summary>
    [Alias("GetState")]
    Task<AssetState?> GetStateAsync(CancellationToken cancellationToken);

    /// <summary>Alarms, those in the normal state too.</summary>
    [Alias("GetAlarms")]
    Task<IReadOnlyList<AlarmStatus>> GetAlarmsAsync(CancellationToken cancellationToken);

    /// <summary>Acknowledges, shelves or unshelves; null when there is no such alarm.</summary>
    [Alias("ActOnAlarm")]
    Task<AlarmStatus?> ActOnAlarmAsync(string alarm, AlarmAction action, CancellationToken cancellationToken);
}

/// <summary>Live state of an asset as a grain message.</summary>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.AssetState")]
public sealed record AssetState
{
    /// <summary>Resource name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Type id.</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>Commit index of the last change.</summary>
    [Id(2)]
    public ulong Revision { get; init; }

    /// <summary>Signals in the type's order.</summary>
    [Id(3)]
    public required IReadOnlyList<SignalReading> Signals { get; init; }
}

/// <summary>One signal of an <see cref="AssetState"/>.</summary>
/// <param name="Signal">Signal id.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Value">Value; NaN when absent.</param>
/// <param name="Text">Text of a string signal.</param>
/// <param name="TimeNs">Source time, ns since 1970 UTC; long.MinValue = never.</param>
/// <param name="Quality">Status code with what the clock adds.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.SignalReading")]
public sealed record SignalReading(
    [property: Id(0)] string Signal,
    [property: Id(1)] string Unit,
    [property: Id(2)] double Value,
    [property: Id(3)] string? Text,
    [property: Id(4)] long TimeNs,
    [property: Id(5)] uint Quality);
