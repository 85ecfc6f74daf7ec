using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Monitors;

/// <summary>
/// Something observable of a component. Every monitor keeps a sum and a weight whose increments over a stretch give the mean over it (integral and time, sum and count,
/// count and time), so that warm-up, batch means and rolling figures are computed alike for all.
/// </summary>
/// <param name="name">Unique in its component.</param>
/// <param name="unit">UCUM code of the observed values.</param>
public abstract class ComponentMonitor(string name, string unit)
{
    /// <summary>Unique in its component.</summary>
    public string Name { get; } = name;

    /// <summary>UCUM code of the observed values; of a counter the unit of what is counted, its rate is per second.</summary>
    public string Unit { get; } = unit;

    /// <summary>The estimator that is meant when a KPI names none.</summary>
    public abstract Estimator DefaultEstimator { get; }

    /// <summary>Sum and weight since the last reset: their quotient is the mean (of a counter the rate per s).</summary>
    public abstract MonitorSum Accumulated(SimTime now);

    /// <summary>Forgets what was observed until now; what is true at present stays true (a level, the maximum restarts at it).</summary>
    public abstract void Reset(SimTime now);

    /// <summary>The figure at an instant; NaN when nothing was observed that it could be made of.</summary>
    /// <exception cref="ArgumentException">The monitor has no such figure.</exception>
    public abstract double Value(Estimator estimator, SimTime now);

    /// <summary>Whether the monitor has the figure.</summary>
    public abstract bool Has(Estimator estimator);

    /// <summary>Nobody will ask for more than the final value: what costs time to observe need not be. Before the start.</summary>
    public virtual void Ignore()
    {
    }

    /// <summary>For <see cref="Value"/>: the error of an estimator that is not there.</summary>
    protected ArgumentException Unknown(Estimator estimator) => new($"'{Name}' has no estimator {estimator}.", nameof(estimator));
}

/// <summary>Sum and weight of a monitor.</summary>
/// <param name="Sum">Integral over time in s, sum of values, or count.</param>
/// <param name="Weight">Time in s, or number of values.</param>
public readonly record struct MonitorSum(double Sum, double Weight)
{
    /// <summary>Sum / weight; NaN without weight.</summary>
    public double Mean => Weight > 0 ? Sum / Weight : double.NaN;

    /// <summary>What has come since an earlier sum.</summary>
    public static MonitorSum operator -(MonitorSum left, MonitorSum right) => new(left.Sum - right.Sum, left.Weight - right.Weight);
}
