using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Monitors;

/// <summary>A piecewise constant level over time: a queue length, a share of busy machines, a stock.</summary>
public sealed class TimeWeightedMonitor : ComponentMonitor
{
    private readonly SimClock clock;
    private SimTime since;
    private SimTime start;
    private double integral;
    private double squares;
    private double min;
    private double max;

    /// <summary>A level with its first value.</summary>
    /// <param name="name">Unique in its component.</param>
    /// <param name="unit">UCUM code.</param>
    /// <param name="clock">The replication's clock.</param>
    /// <param name="level">The level at time 0.</param>
    public TimeWeightedMonitor(string name, string unit, SimClock clock, double level = 0)
        : base(name, unit)
    {
        this.clock = clock;
        Level = min = max = level;
    }

    /// <summary>The level now.</summary>
    public double Level { get; private set; }

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <summary>The level changes.</summary>
    public void Set(SimTime now, double level)
    {
        Advance(now);
        Level = level;
        min = Math.Min(min, level);
        max = Math.Max(max, level);
    }

    /// <summary>The level changes by a step.</summary>
    public void Add(SimTime now, double step) => Set(now, Level + step);

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now)
    {
        var held = clock.Seconds(now - since);
        return new MonitorSum(integral + Level * held, clock.Seconds(now - start));
    }

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        since = start = now;
        integral = squares = 0;
        min = max = Level;
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is
        Estimator.Mean or Estimator.Minimum or Estimator.Maximum or Estimator.Final or Estimator.Total or Estimator.StandardDeviation;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator switch
    {
        Estimator.Mean => Accumulated(now).Mean,
        Estimator.Minimum => min,
        Estimator.Maximum => max,
        Estimator.Final => Level,
        Estimator.Total => Accumulated(now).Sum,
        Estimator.StandardDeviation => Deviation(now),
        _ => throw Unknown(estimator),
    };

    private double Deviation(SimTime now)
    {
        var sum = Accumulated(now);
        var mean = sum.Mean;
        var meanSquare = (squares + Level * Level * clock.Seconds(now - since)) / sum.Weight;
        return Math.Sqrt(Math.Max(0, meanSquare - mean * mean));
    }

    private void Advance(SimTime now)
    {
        var held = clock.Seconds(now - since);
        var area = Level * held;
        integral += area;
        squares += area * Level;
        since = now;
    }
}
