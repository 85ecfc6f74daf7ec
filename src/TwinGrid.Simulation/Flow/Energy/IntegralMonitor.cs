using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Energy;

/// <summary>What a rate adds up to that is constant between events, and amounts beside it: energy of a power, cost. Its total holds at any instant, not only at events.</summary>
/// <param name="name">Unique in its component.</param>
/// <param name="unit">UCUM code of the total.</param>
/// <param name="clock">The replication's clock.</param>
/// <param name="bringUp">Adds amounts until the present, before the total is read.</param>
internal sealed class IntegralMonitor(string name, string unit, SimClock clock, Action bringUp) : ComponentMonitor(name, unit)
{
    private readonly TimeWeightedMonitor rate = new(name, unit, clock);
    private double amounts;

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Total;

    /// <summary>So much a second from now on.</summary>
    public void SetRate(SimTime now, double perSecond) => rate.Set(now, perSecond);

    /// <summary>So much more.</summary>
    public void Add(double amount) => amounts += amount;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now)
    {
        bringUp();
        var constant = rate.Accumulated(now);
        return constant with { Sum = constant.Sum + amounts };
    }

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        bringUp();
        rate.Reset(now);
        amounts = 0;
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is Estimator.Total or Estimator.Rate or Estimator.Final;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator switch
    {
        Estimator.Total or Estimator.Final => Accumulated(now).Sum,
        Estimator.Rate => Accumulated(now).Mean,
        _ => throw Unknown(estimator),
    };
}
