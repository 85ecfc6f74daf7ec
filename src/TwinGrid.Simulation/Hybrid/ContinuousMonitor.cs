using TwinGrid.Model.Time;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>
/// A variable of equations over time. Its integral is that of the solution between the solver's steps (three-point Gauss, exact where the interpolant is), its extremes are
/// found within steps. Of a variable in a unit with an offset (Cel) there is no total.
/// </summary>
internal sealed class ContinuousMonitor(string name, string unit, SimClock clock, ContinuousBlock block, int handle) : ComponentMonitor(name, unit)
{
    private readonly Unit parsed = Model.Units.Unit.Parse(unit);
    private SimTime start;
    private double integral;
    private double squares;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;

    /// <summary>Whether its course is followed: someone may ask for more than the final value.</summary>
    public bool IsFollowed { get; private set; } = true;

    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <summary>Value as of the block's last evaluation.</summary>
    public double Present => parsed.FromCoherent(block.Evaluated(handle));

    public double Smallest => min;

    public double Largest => max;

    public override void Ignore() => IsFollowed = false;

    /// <summary>Counts a value for a time, s.</summary>
    public void Add(double value, double seconds)
    {
        var area = value * seconds;
        integral += area;
        squares += area * value;
    }

    /// <summary>Sees a value.</summary>
    public void See(double value)
    {
        min = Math.Min(min, value);
        max = Math.Max(max, value);
    }

    public override MonitorSum Accumulated(SimTime now)
    {
        Follow();
        return new MonitorSum(integral, clock.Seconds(now - start));
    }

    public override void Reset(SimTime now)
    {
        if (!IsFollowed)
        {
            return;
        }

        block.Accumulate();
        start = now;
        integral = squares = 0;
        min = max = parsed.FromCoherent(block.Read(handle));
    }

    public override bool Has(Estimator estimator) => estimator is Estimator.Mean or Estimator.Minimum or Estimator.Maximum or Estimator.Final or Estimator.StandardDeviation ||
        (estimator == Estimator.Total && !parsed.IsAffine);

    public override double Value(Estimator estimator, SimTime now)
    {
        if (estimator == Estimator.Final)
        {
            return parsed.FromCoherent(block.Read(handle));
        }

        Follow();
        return estimator switch
        {
            Estimator.Mean => Accumulated(now).Mean,
            Estimator.Minimum => min,
            Estimator.Maximum => max,
            Estimator.Total when Has(estimator) => integral,
            Estimator.StandardDeviation => Deviation(now),
            _ => throw Unknown(estimator),
        };
    }

    private double Deviation(SimTime now)
    {
        var sum = Accumulated(now);
        return Math.Sqrt(Math.Max(0, (squares / sum.Weight) - (sum.Mean * sum.Mean)));
    }

    private void Follow()
    {
        if (!IsFollowed)
        {
            throw new InvalidOperationException($"'{Name}' was not followed: it was said that nobody would ask for more than its final value.");
        }

        block.Accumulate();
    }
}
