using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Processes;

/// <summary>How a wait ended: an interruption is a result like any other, not an exception.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Cause">Who or what interrupted it: the argument of <see cref="Process.Interrupt"/>, or the resource that was preempted; null otherwise.</param>
/// <param name="Remaining">Of an interrupted delay what was left of it; 0 otherwise.</param>
public readonly record struct WaitResult(WaitStatus Status, object? Cause, SimDuration Remaining)
{
    /// <summary>It ended with what was waited for.</summary>
    public bool Completed => Status == WaitStatus.Completed;

    /// <summary>It was interrupted.</summary>
    public bool Interrupted => Status == WaitStatus.Interrupted;

    /// <summary>Patience ended first.</summary>
    public bool TimedOut => Status == WaitStatus.TimedOut;
}
