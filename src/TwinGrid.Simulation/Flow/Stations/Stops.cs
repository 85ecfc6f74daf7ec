namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Why a server does not work, whatever it has in hand. Several may hold.</summary>
[Flags]
internal enum Stops : byte
{
    None = 0,
    Down = 1,
    Maintenance = 2,
    OffShift = 4,
    Disabled = 8,

    /// <summary>The number of servers was reduced.</summary>
    Retired = 16,
}

/// <summary>How far a server is with a part.</summary>
internal enum Stage : byte
{
    Empty,
    Waiting,
    Setup,
    Processing,
    Blocked,

    /// <summary>Done, about to be handed over.</summary>
    Leaving,
}
