using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>How many of one count are of another: lost of arrived, late of delivered.</summary>
/// <param name="name">Unique in its component.</param>
/// <param name="part">What is counted.</param>
/// <param name="whole">Of how many.</param>
internal sealed class RatioMonitor(string name, CounterMonitor part, CounterMonitor whole) : ComponentMonitor(name, "1")
{
    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(part.Total, whole.Total);

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        // The counters are monitors of the same component and are reset by themselves.
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator == Estimator.Mean;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator == Estimator.Mean ? Accumulated(now).Mean : throw Unknown(estimator);
}
