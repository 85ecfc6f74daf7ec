using System.Runtime.CompilerServices;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Contracts.Twins;

/// <summary>
/// What an asset has done since its first sample: a fold of the log by source time, so that a window's figures are a difference of two readings.
/// </summary>
public struct ProductionTotals
{
    /// <summary>Seconds in each <see cref="StateClass"/>, up to <see cref="StateSinceNs"/>.</summary>
    public StateSeconds Seconds;

    /// <summary>Class now.</summary>
    public StateClass State;

    /// <summary>Source time of the newest state sample; long.MinValue = none yet.</summary>
    public long StateSinceNs;

    /// <summary>Good units; restarts of the counter are bridged.</summary>
    public double GoodUnits;

    /// <summary>Rejected units.</summary>
    public double RejectedUnits;

    /// <summary>Energy, in kW·h.</summary>
    public double EnergyKilowattHours;

    /// <summary>Newest source time of any production signal; long.MinValue = none yet.</summary>
    public long NewestNs;

    /// <summary>Source time since which the state signal has its value; long.MinValue = not known.</summary>
    public long PhaseSinceNs;

    /// <summary>Source time at which a counter of units last rose; long.MinValue = not known.</summary>
    public long LastUnitNs;

    /// <summary>Seconds that it had been running when it was last down; NaN = it never was, as far as is known.</summary>
    public double RunningAtDown;

    /// <summary>One figure a state class.</summary>
    [InlineArray(8)]
    public struct StateSeconds
    {
        private double first;
    }
}
