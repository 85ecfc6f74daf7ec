using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>A figure of two accounts that somebody keeps, such as time at work and time on duty: their quotient, or the first one's total.</summary>
/// <param name="name">Unique in its component.</param>
/// <param name="unit">UCUM code of the quotient; without a second account of the total.</param>
/// <param name="clock">The replication's clock.</param>
/// <param name="sum">The first account since the start.</param>
/// <param name="weight">The second one; null = the time.</param>
internal sealed class LedgerMonitor(string name, string unit, SimClock clock, Func<SimTime, double> sum, Func<SimTime, double>? weight = null) : ComponentMonitor(name, unit)
{
    private SimTime start;
    private double sumBefore;
    private double weightBefore;

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => weight is null ? Estimator.Total : Estimator.Mean;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(sum(now) - sumBefore, weight is null ? clock.Seconds(now - start) : weight(now) - weightBefore);

    /// <inheritdoc/>
    public override void Reset(SimTime now) => (start, sumBefore, weightBefore) = (now, sum(now), weight?.Invoke(now) ?? 0);

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => weight is null ? estimator is Estimator.Total or Estimator.Rate : estimator == Estimator.Mean;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) =>
        !Has(estimator) ? throw Unknown(estimator)
        : estimator == Estimator.Total ? Accumulated(now).Sum
        : Accumulated(now).Mean;
}
