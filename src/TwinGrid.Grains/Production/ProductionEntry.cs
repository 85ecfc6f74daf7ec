using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Production;

/// <summary>One asset's accumulators, and what they need of the samples before. Written by the partition's writer.</summary>
internal struct ProductionEntry
{
    /// <summary>Odd while it is being written: readers try again.</summary>
    public int Version;

    /// <summary>What readers see.</summary>
    public ProductionTotals Totals;

    /// <summary>Newest readings of the counters; NaN = none yet.</summary>
    public double Good;

    /// <summary>See <see cref="Good"/>.</summary>
    public double Reject;

    /// <summary>See <see cref="Good"/>, in the counter's unit.</summary>
    public double Energy;

    /// <summary>Newest power, in its unit; NaN = none or bad.</summary>
    public double Power;

    /// <summary>Source time of <see cref="Power"/>.</summary>
    public long PowerNs;

    /// <summary>Newest value of the state signal; NaN = none yet or bad.</summary>
    public double StateValue;

    /// <summary>An asset that nothing was heard of.</summary>
    public static ProductionEntry Empty() => new()
    {
        Totals = new ProductionTotals
        {
            StateSinceNs = long.MinValue, NewestNs = long.MinValue, PhaseSinceNs = long.MinValue, LastUnitNs = long.MinValue, RunningAtDown = double.NaN,
        },
        Good = double.NaN,
        Reject = double.NaN,
        Energy = double.NaN,
        Power = double.NaN,
        PowerNs = long.MinValue,
        StateValue = double.NaN,
    };

    /// <summary>Takes one sample in; <paramref name="isUsable"/>: finite and not bad.</summary>
    public void Take(ProductionPlan plan, ProductionRole role, long timeNs, double value, bool isUsable)
    {
        switch (role)
        {
            case ProductionRole.State:
                TakeState(timeNs, isUsable ? value : double.NaN, isUsable ? plan.ClassOf(value) : StateClass.Unknown);
                break;
            case ProductionRole.Good when isUsable:
                Totals.GoodUnits += Count(ref Good, timeNs, value);
                break;
            case ProductionRole.Reject when isUsable:
                Totals.RejectedUnits += Count(ref Reject, timeNs, value);
                break;
            case ProductionRole.Energy when isUsable:
                Totals.EnergyKilowattHours += Advance(ref Energy, value) * plan.EnergyFactor;
                break;
            case ProductionRole.Power:
                TakePower(plan, timeNs, isUsable ? value : double.NaN);
                break;
        }

        Totals.NewestNs = Math.Max(Totals.NewestNs, timeNs);
    }

    private void TakeState(long timeNs, double value, StateClass state)
    {
        if (Totals.StateSinceNs != long.MinValue && timeNs > Totals.StateSinceNs)
        {
            Totals.Seconds[(int)Totals.State] += (timeNs - Totals.StateSinceNs) / (double)Nanoseconds.PerSecond;
        }

        if (Totals.StateSinceNs == long.MinValue || !value.Equals(StateValue))
        {
            Totals.PhaseSinceNs = timeNs;
        }

        // Down now, or until now: running time since then starts here.
        if (state == StateClass.Down || Totals.State == StateClass.Down)
        {
            Totals.RunningAtDown = Totals.Seconds[(int)StateClass.Running];
        }

        Totals.State = state;
        StateValue = value;
        Totals.StateSinceNs = Math.Max(Totals.StateSinceNs, timeNs);
    }

    private double Count(ref double before, long timeNs, double now)
    {
        var advance = Advance(ref before, now);
        if (advance > 0)
        {
            Totals.LastUnitNs = Math.Max(Totals.LastUnitNs, timeNs);
        }

        return advance;
    }

    /// <summary>Each power value holds until the next, as in the time-weighted mean of history; beyond its hold time nothing is known.</summary>
    private void TakePower(ProductionPlan plan, long timeNs, double value)
    {
        if (PowerNs != long.MinValue && timeNs > PowerNs && !double.IsNaN(Power))
        {
            var held = Math.Min(timeNs - PowerNs, plan.PowerHoldNs);
            Totals.EnergyKilowattHours += Power * plan.EnergyFactor * (held / (3_600.0 * Nanoseconds.PerSecond));
        }

        Power = value;
        PowerNs = Math.Max(PowerNs, timeNs);
    }

    /// <summary>How far a counter has come; one that fell has restarted from 0. The first reading is the base.</summary>
    private static double Advance(ref double before, double now)
    {
        var advance = double.IsNaN(before) ? 0 : now >= before ? now - before : Math.Max(now, 0);
        before = now;
        return advance;
    }
}
