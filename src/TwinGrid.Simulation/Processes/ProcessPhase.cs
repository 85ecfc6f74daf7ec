namespace TwinGrid.Simulation.Processes;

/// <summary>Where a process is.</summary>
internal enum ProcessPhase : byte
{
    /// <summary>Made, not started.</summary>
    Created,

    /// <summary>It goes on at an event that is scheduled for the present instant.</summary>
    Ready,

    /// <summary>Its method runs.</summary>
    Running,

    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>Its method has returned.</summary>
    Ended,
}
