namespace TwinGrid.Model.Definitions;

/// <summary>What an alarm watches for.</summary>
public enum AlarmKind : byte
{
    /// <summary>Value at or above the limit.</summary>
    High = 1,

    /// <summary>Value at or above the limit; more urgent than <see cref="High"/>.</summary>
    HighHigh = 2,

    /// <summary>Value at or below the limit.</summary>
    Low = 3,

    /// <summary>Value at or below the limit; more urgent than <see cref="Low"/>.</summary>
    LowLow = 4,

    /// <summary>Absolute rate of change between consecutive samples at or above the limit, unit per second.</summary>
    Rate = 5,

    /// <summary>No change of value for the delay although samples arrive.</summary>
    Stuck = 6,

    /// <summary>No sample for the signal's stale-after.</summary>
    Stale = 7,

    /// <summary>An enumeration or boolean equal to the limit.</summary>
    State = 8,
}

/// <summary>An alarm of an asset type (ANSI/ISA-18.2-2016).</summary>
public sealed record AlarmDefinition
{
    /// <summary>Alarm id, unique in the type.</summary>
    public required string Id { get; init; }

    /// <summary>Signal that it watches.</summary>
    public required string Signal { get; init; }

    /// <summary>What it watches for.</summary>
    public AlarmKind Kind { get; init; }

    /// <summary>Limit, in the signal's unit (per second for <see cref="AlarmKind.Rate"/>); not used by stuck and stale.</summary>
    public double Limit { get; init; }

    /// <summary>How far, in the unit, the value must come back before the alarm clears; &gt;= 0.</summary>
    public double Hysteresis { get; init; }

    /// <summary>How long, by source time, the condition must hold before the alarm is raised; for stuck: for how long the value does not change.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>1 (most urgent) to 4.</summary>
    public int Priority { get; init; } = 3;

    /// <summary>What an operator should read; made from the other fields when not given.</summary>
    public string Message { get; init; } = "";
}
