using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Monitors;

/// <summary>Counts what happens or adds up what is used: good parts, failures, energy.</summary>
public sealed class CounterMonitor(string name, string unit, SimClock clock) : ComponentMonitor(name, unit)
{
    private SimTime start;

    /// <summary>The total since the last reset.</summary>
    public double Total { get; private set; }

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Rate;

    /// <summary>Adds to the total.</summary>
    public void Add(double amount = 1) => Total += amount;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(Total, clock.Seconds(now - start));

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        start = now;
        Total = 0;
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is Estimator.Total or Estimator.Rate or Estimator.Final or Estimator.Count;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator switch
    {
        Estimator.Total or Estimator.Final or Estimator.Count => Total,
        Estimator.Rate => Accumulated(now).Mean,
        _ => throw Unknown(estimator),
    };
}
