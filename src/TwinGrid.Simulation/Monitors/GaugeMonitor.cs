using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Monitors;

/// <summary>A quantity that is computed when asked for: a makespan, a variable of physics at the horizon.</summary>
public sealed class GaugeMonitor(string name, string unit, Func<double> read) : ComponentMonitor(name, unit)
{
    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Final;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(read(), 1);

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is Estimator.Final;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator == Estimator.Final ? read() : throw Unknown(estimator);
}
