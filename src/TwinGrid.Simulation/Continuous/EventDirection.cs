namespace TwinGrid.Simulation.Continuous;

/// <summary>Crossings of an event function that are reported.</summary>
public enum EventDirection
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>From below to above.</summary>
    Rising,

    /// <summary>From above to below.</summary>
    Falling,
}
