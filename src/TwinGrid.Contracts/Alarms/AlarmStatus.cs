using TwinGrid.Model.Definitions;

namespace TwinGrid.Contracts.Alarms;

/// <summary>States of an alarm (ANSI/ISA-18.2-2016, figure 3).</summary>
public enum AlarmState : byte
{
    /// <summary>A: not active, acknowledged.</summary>
    Normal = 1,

    /// <summary>B: active, not acknowledged.</summary>
    Unacknowledged = 2,

    /// <summary>C: active, acknowledged.</summary>
    Acknowledged = 3,

    /// <summary>D: no longer active, not acknowledged.</summary>
    ReturnedUnacknowledged = 4,

    /// <summary>G: hidden by an operator for a bounded time.</summary>
    Shelved = 5,
}

/// <summary>An alarm of an asset.</summary>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.AlarmStatus")]
public sealed record AlarmStatus
{
    /// <summary>Resource name of the asset.</summary>
    [Id(0)]
    public required string Asset { get; init; }

    /// <summary>Alarm id.</summary>
    [Id(1)]
    public required string Alarm { get; init; }

    /// <summary>What it watches for.</summary>
    [Id(2)]
    public AlarmKind Kind { get; init; }

    /// <summary>Signal that it watches.</summary>
    [Id(3)]
    public required string Signal { get; init; }

    /// <summary>State.</summary>
    [Id(4)]
    public AlarmState State { get; init; }

    /// <summary>The condition holds now.</summary>
    [Id(5)]
    public bool IsActive { get; init; }

    /// <summary>1 (most urgent) to 4.</summary>
    [Id(6)]
    public int Priority { get; init; }

    /// <summary>Last raised, ns since 1970 UTC by source time; 0 = never.</summary>
    [Id(7)]
    public long RaisedAtNs { get; init; }

    /// <summary>Last cleared; 0 = never or active.</summary>
    [Id(8)]
    public long ClearedAtNs { get; init; }

    /// <summary>Last acknowledged, server time; 0 = never or not since it was raised.</summary>
    [Id(9)]
    public long AcknowledgedAtNs { get; init; }

    /// <summary>By whom.</summary>
    [Id(10)]
    public string AcknowledgedBy { get; init; } = "";

    /// <summary>Comment of the last action.</summary>
    [Id(11)]
    public string Comment { get; init; } = "";

    /// <summary>End of shelving, server time; 0 = not shelved.</summary>
    [Id(12)]
    public long ShelvedUntilNs { get; init; }

    /// <summary>Value that raised it, in the unit.</summary>
    [Id(13)]
    public double Value { get; init; }

    /// <summary>Limit, in the unit.</summary>
    [Id(14)]
    public double Limit { get; init; }

    /// <summary>UCUM code.</summary>
    [Id(15)]
    public string Unit { get; init; } = "1";

    /// <summary>What an operator should read.</summary>
    [Id(16)]
    public string Message { get; init; } = "";

    /// <summary>Commit index of the last change.</summary>
    [Id(17)]
    public ulong Revision { get; init; }
}

/// <summary>What an operator can do with an alarm.</summary>
public enum AlarmActionKind : byte
{
    /// <summary>Has seen it.</summary>
    Acknowledge = 1,

    /// <summary>Hides it for a bounded time.</summary>
    Shelve = 2,

    /// <summary>Shows it again.</summary>
    Unshelve = 3,
}

/// <summary>An operator's action.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">Who.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Minutes">For shelving: 1 to 1 440.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.AlarmAction")]
public sealed record AlarmAction(
    [property: Id(0)] AlarmActionKind Kind, [property: Id(1)] string By, [property: Id(2)] string Comment, [property: Id(3)] int Minutes);
