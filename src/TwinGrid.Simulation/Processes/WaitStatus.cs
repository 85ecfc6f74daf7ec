namespace TwinGrid.Simulation.Processes;

/// <summary>How a wait ended.</summary>
public enum WaitStatus : byte
{
    /// <summary>With what was waited for.</summary>
    Completed,

    /// <summary>Somebody interrupted the process, or its resource was preempted.</summary>
    Interrupted,

    /// <summary>The patience given by <c>Within</c> ended first.</summary>
    TimedOut,
}
