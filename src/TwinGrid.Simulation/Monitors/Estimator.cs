namespace TwinGrid.Simulation.Monitors;

/// <summary>What of an observed quantity a KPI means.</summary>
public enum Estimator : byte
{
    /// <summary>Mean over time of a level, mean over observations of a tally.</summary>
    Mean = 1,

    /// <summary>Smallest.</summary>
    Minimum,

    /// <summary>Largest.</summary>
    Maximum,

    /// <summary>The last value.</summary>
    Final,

    /// <summary>Sum of a tally, count of a counter, time integral (unit times s) of a level.</summary>
    Total,

    /// <summary>Count or sum per second.</summary>
    Rate,

    /// <summary>Number of observations.</summary>
    Count,

    /// <summary>Standard deviation (over time, or over observations).</summary>
    StandardDeviation,
}
