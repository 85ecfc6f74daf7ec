using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>How much of one sum is of another: lost of arrived, late of delivered, busy of present.</summary>
/// <param name="name">Unique in its component.</param>
/// <param name="part">What is counted, or added up over time.</param>
/// <param name="whole">Of how much; a monitor of the same component, as the part is.</param>
internal sealed class RatioMonitor(string name, ComponentMonitor part, ComponentMonitor whole) : ComponentMonitor(name, "1")
{
    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(part.Accumulated(now).Sum, whole.Accumulated(now).Sum);

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        // Both are monitors of the same component and are reset by themselves.
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator == Estimator.Mean;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator == Estimator.Mean ? Accumulated(now).Mean : throw Unknown(estimator);
}
