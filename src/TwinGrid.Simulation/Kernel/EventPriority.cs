namespace TwinGrid.Simulation.Kernel;

/// <summary>Order of events at one instant: lower comes first. Between equal ones the earlier scheduled comes first.</summary>
public static class EventPriority
{
    /// <summary>State changes of physics: a threshold crossed.</summary>
    public const short Physics = -200;

    /// <summary>Changes from outside: interventions, calendars.</summary>
    public const short Intervention = -100;

    /// <summary>What nothing else is said for.</summary>
    public const short Normal = 0;

    /// <summary>Statistics: warm-up and batch ends, after all that happens at that instant.</summary>
    public const short Statistics = 32_000;
}
