using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions;

/// <summary>What an asset is doing, for OEE (ISO 22400-2).</summary>
public enum StateClass : byte
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Producing.</summary>
    Running = 1,

    /// <summary>Able, but nothing comes in.</summary>
    Starved = 2,

    /// <summary>Able, but nothing goes out.</summary>
    Blocked = 3,

    /// <summary>Able, not asked to.</summary>
    Idle = 4,

    /// <summary>Unplanned stop.</summary>
    Down = 5,

    /// <summary>Set-up, change-over, cleaning.</summary>
    Setup = 6,

    /// <summary>Planned stop: not part of planned production time.</summary>
    PlannedStop = 7,
}

/// <summary>
/// How a type's signals give availability, performance and quality (ISO 22400-2): availability = running / planned time,
/// performance = total count x ideal cycle / running time, quality = good / total.
/// </summary>
public sealed record ProductionDefinition
{
    /// <summary>Enumeration signal with the asset's state; null = none.</summary>
    public string? StateSignal { get; init; }

    /// <summary>Class of each symbol of <see cref="StateSignal"/>.</summary>
    public ImmutableSortedDictionary<string, StateClass> StateClasses { get; init; } =
        ImmutableSortedDictionary.Create<string, StateClass>(StringComparer.Ordinal);

    /// <summary>Counter of good units, rising, may restart from 0; null = none.</summary>
    public string? GoodCounter { get; init; }

    /// <summary>Counter of rejected units; null = none are rejected.</summary>
    public string? RejectCounter { get; init; }

    /// <summary>Ideal time for one unit; null = performance is not computed.</summary>
    public TimeSpan? IdealCycle { get; init; }

    /// <summary>Signal with the units now in the asset, for work in process; null = none.</summary>
    public string? WorkInProcess { get; init; }

    /// <summary>Energy counter in a unit of energy, rising; null = none.</summary>
    public string? EnergyCounter { get; init; }

    /// <summary>Power signal, integrated where there is no energy counter; null = none.</summary>
    public string? Power { get; init; }
}
