using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>A line's production accumulators at an instant: a window's figures are the difference of two.</summary>
/// <param name="TimeNs">Server time, ns since 1970 UTC.</param>
/// <param name="Asset">Id of the asset that counts as the line's; empty = none. Readings of two assets have no difference.</param>
/// <param name="Running">Seconds running.</param>
/// <param name="Planned">Seconds of planned time: every class but planned stop and unknown.</param>
/// <param name="PlannedStop">Seconds of planned stops.</param>
/// <param name="Good">Good units.</param>
/// <param name="Rejected">Rejected units.</param>
/// <param name="EnergyKilowattHours">Energy of all assets of the line.</param>
internal readonly record struct ProductionReading(
    long TimeNs, string Asset, double Running, double Planned, double PlannedStop, double Good, double Rejected, double EnergyKilowattHours)
{
    /// <summary>Reads an asset's accumulators at an instant: the present state lasts on, but no longer than its signal is believed.</summary>
    /// <param name="timeNs">The instant.</param>
    /// <param name="asset">Id of the asset.</param>
    /// <param name="totals">Its accumulators.</param>
    /// <param name="holdNs">Stale-after of the state signal; long.MaxValue = none.</param>
    /// <param name="energyKilowattHours">Of the line.</param>
    public static ProductionReading Of(long timeNs, string asset, in ProductionTotals totals, long holdNs, double energyKilowattHours)
    {
        var seconds = totals.Seconds;
        if (totals.StateSinceNs != long.MinValue)
        {
            // Anything heard of the asset's production proves that it is still there: states are often sent only when they change.
            var until = holdNs == long.MaxValue ? timeNs : Math.Min(timeNs, totals.NewestNs + holdNs);
            seconds[(int)totals.State] += Math.Max(0, until - totals.StateSinceNs) / (double)Nanoseconds.PerSecond;
        }

        var planned = 0.0;
        for (var state = StateClass.Running; state <= StateClass.Setup; state++)
        {
            planned += seconds[(int)state];
        }

        return new ProductionReading(
            timeNs, asset, seconds[(int)StateClass.Running], planned, seconds[(int)StateClass.PlannedStop],
            totals.GoodUnits, totals.RejectedUnits, energyKilowattHours);
    }
}
