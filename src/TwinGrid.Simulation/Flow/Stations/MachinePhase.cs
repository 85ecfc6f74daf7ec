using System.Collections.Immutable;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What a server of a machine is doing. Each excludes the others.</summary>
internal enum MachinePhase
{
    /// <summary>Ready, nothing to do.</summary>
    Starved,

    /// <summary>A part is there, an operator or setter is not.</summary>
    Waiting,

    /// <summary>Being set up for another product.</summary>
    Setup,

    /// <summary>Working on a part.</summary>
    Processing,

    /// <summary>Done, but the part can't go on.</summary>
    Blocked,

    /// <summary>Failed: waiting for repair or being repaired.</summary>
    Down,

    /// <summary>Stopped for maintenance.</summary>
    Maintenance,

    /// <summary>Outside its shifts.</summary>
    OffShift,

    /// <summary>Switched off by its enable signal.</summary>
    Idle,
}

/// <summary>Names of the phases.</summary>
internal static class MachinePhases
{
    /// <summary>How many there are.</summary>
    public const int Count = 9;

    /// <summary>Names of phases, in live starts and records, and of the monitors of their shares.</summary>
    public static readonly ImmutableArray<string> Names = ["starved", "waiting", "setup", "processing", "blocked", "down", "maintenance", "offShift", "idle"];
}
