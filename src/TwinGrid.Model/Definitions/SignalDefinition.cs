using System.Collections.Immutable;
using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Definitions;

/// <summary>One measured or derived quantity of an asset type.</summary>
public sealed record SignalDefinition
{
    /// <summary>Late window of signals that give none: 7 days.</summary>
    public static readonly TimeSpan DefaultLateWindow = TimeSpan.FromDays(7);

    /// <summary>Signal id, unique in the type.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; the id when not given.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it carries.</summary>
    public SignalType Type { get; init; } = SignalType.Number;

    /// <summary>UCUM code, case sensitive; "1" for plain numbers and everything that is no number.</summary>
    public string Unit { get; init; } = "1";

    /// <summary>Other UCUM codes in which producers may declare the series, in ordinal order; values are converted on arrival.</summary>
    public ImmutableArray<string> AcceptedUnits { get; init; } = [];

    /// <summary>Low end of the engineering range, in the unit; null = none.</summary>
    public double? Min { get; init; }

    /// <summary>High end of the engineering range, in the unit; null = none.</summary>
    public double? Max { get; init; }

    /// <summary>How old a sample may be on arrival; null = unlimited (recorded data).</summary>
    public TimeSpan? LateWindow { get; init; } = DefaultLateWindow;

    /// <summary>After how long without a sample the value is uncertain; null = never.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Change, in the unit, below which watches are not told; 0 = every sample. History keeps every sample.</summary>
    public double Deadband { get; init; }

    /// <summary>Symbols of an enumeration and their numbers, by number.</summary>
    public ImmutableArray<EnumerationSymbol> Symbols { get; init; } = [];

    /// <summary>Expression over the type's other signals and parameters; null for measured signals.</summary>
    public string? Expression { get; init; }

    /// <summary>Time constant of the running statistics; null = none are kept.</summary>
    public TimeSpan? StatisticsOver { get; init; }

    /// <summary>How long and how much history is kept.</summary>
    public RetentionDefinition Retention { get; init; } = RetentionDefinition.Standard;

    /// <summary>The id under which an earlier version knew the signal; null when it was not renamed.</summary>
    public string? RenamedFrom { get; init; }
}

/// <summary>A symbol of an enumeration.</summary>
/// <param name="Symbol">Text, unique in the signal.</param>
/// <param name="Number">The number sent for it, unique in the signal.</param>
public sealed record EnumerationSymbol(string Symbol, int Number);

/// <summary>How long history is kept.</summary>
/// <param name="Class">Name of the class: signals of one class share the bounds.</param>
/// <param name="Keep">Age by commit time after which chunks are dropped; null = for ever; zero = no history at all.</param>
/// <param name="MaxBytes">Bytes that the class may take in the plant before its oldest chunks are dropped; null = no bound.</param>
public sealed record RetentionDefinition(string Class, TimeSpan? Keep, long? MaxBytes)
{
    /// <summary>The class of signals that name none: kept for ever.</summary>
    public static readonly RetentionDefinition Standard = new("standard", null, null);

    /// <summary>Whether samples are indexed at all.</summary>
    public bool IsKept => Keep != TimeSpan.Zero;
}
