using System.Collections.Immutable;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Cuts;

/// <summary>What an asset does and has done, by source time. NaN and long.MinValue: not known.</summary>
public sealed record CutProduction
{
    /// <summary>Class of its state.</summary>
    public StateClass State { get; init; }

    /// <summary>Since when the state signal has its value, ns since 1970 UTC.</summary>
    public long PhaseSinceNs { get; init; } = long.MinValue;

    /// <summary>When a unit was last finished, good or rejected, ns since 1970 UTC.</summary>
    public long LastUnitNs { get; init; } = long.MinValue;

    /// <summary>Running time since it was last down, up to t0, s: the age at which operation-dependent failures look.</summary>
    public double RunningSecondsSinceDown { get; init; } = double.NaN;

    /// <summary>Seconds in each <see cref="StateClass"/> since the first sample, up to t0; empty = not known.</summary>
    public ImmutableArray<double> StateSeconds { get; init; } = [];

    /// <summary>Good units so far.</summary>
    public double GoodUnits { get; init; } = double.NaN;

    /// <summary>Rejected units so far.</summary>
    public double RejectedUnits { get; init; } = double.NaN;

    /// <summary>Energy so far, kW·h.</summary>
    public double EnergyKilowattHours { get; init; } = double.NaN;

    /// <summary>Time in the present phase at an instant, s.</summary>
    public double PhaseSeconds(long atNs) => CutTime.Seconds(PhaseSinceNs, atNs);

    /// <summary>Time since a unit was last finished at an instant, s.</summary>
    public double SecondsSinceLastUnit(long atNs) => CutTime.Seconds(LastUnitNs, atNs);
}
