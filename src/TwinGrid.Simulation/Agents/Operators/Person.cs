using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>One of a group.</summary>
internal struct Person
{
    /// <summary>Tasks in hand.</summary>
    public int Load;

    /// <summary>Within the shift.</summary>
    public bool IsOnDuty;

    /// <summary>There: on duty, or still finishing something.</summary>
    public bool IsPresent;

    /// <summary>Time on shift that is not slept off, at <see cref="Since"/>, s.</summary>
    public double OnShiftSeconds;

    /// <summary>When that was.</summary>
    public SimTime Since;
}
