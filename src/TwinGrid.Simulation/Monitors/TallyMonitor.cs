using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Monitors;

/// <summary>Values that are observed one by one: waiting times, lead times, lateness.</summary>
public sealed class TallyMonitor(string name, string unit) : ComponentMonitor(name, unit)
{
    private double mean;
    private double squares;
    private double sum;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;
    private double last = double.NaN;

    /// <summary>Observations since the last reset.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <summary>Observes a value.</summary>
    public void Add(double value)
    {
        Count++;
        sum += value;
        // Welford 1962: no cancellation between large sums.
        var delta = value - mean;
        mean += delta / Count;
        squares += delta * (value - mean);
        min = Math.Min(min, value);
        max = Math.Max(max, value);
        last = value;
    }

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now) => new(sum, Count);

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        Count = 0;
        mean = squares = sum = 0;
        (min, max, last) = (double.PositiveInfinity, double.NegativeInfinity, double.NaN);
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is not Estimator.Rate;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator switch
    {
        Estimator.Mean => Count > 0 ? mean : double.NaN,
        Estimator.Minimum => Count > 0 ? min : double.NaN,
        Estimator.Maximum => Count > 0 ? max : double.NaN,
        Estimator.Final => last,
        Estimator.Total => sum,
        Estimator.Count => Count,
        Estimator.StandardDeviation => Count > 1 ? Math.Sqrt(squares / (Count - 1)) : double.NaN,
        _ => throw Unknown(estimator),
    };
}
