using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>
/// A figure that each phase has its value of, averaged over time: 1 in one phase and 0 elsewhere for the share of the time spent in it, a power for what is used. The
/// average is over servers, or their sum.
/// </summary>
/// <param name="name">Unique in its component.</param>
/// <param name="unit">UCUM code of the values.</param>
/// <param name="ledger">The time spent.</param>
/// <param name="values">A value for each phase.</param>
/// <param name="isSum">The values of the servers add up, as powers do; otherwise the figure is their mean, as of shares.</param>
internal sealed class PhaseMonitor(string name, string unit, PhaseLedger ledger, double[] values, bool isSum) : ComponentMonitor(name, unit)
{
    private readonly long[] bases = new long[values.Length];
    private SimTime start;

    /// <inheritdoc/>
    public override Estimator DefaultEstimator => Estimator.Mean;

    /// <inheritdoc/>
    public override MonitorSum Accumulated(SimTime now)
    {
        double sum = 0;
        long all = 0;
        for (var phase = 0; phase < values.Length; phase++)
        {
            var ticks = ledger.Ticks(phase, now) - bases[phase];
            all += ticks;
            sum += values[phase] * ledger.Seconds(ticks);
        }

        return new MonitorSum(sum, ledger.Seconds(isSum ? (now - start).Ticks : all));
    }

    /// <inheritdoc/>
    public override void Reset(SimTime now)
    {
        start = now;
        for (var phase = 0; phase < values.Length; phase++)
        {
            bases[phase] = ledger.Ticks(phase, now);
        }
    }

    /// <inheritdoc/>
    public override bool Has(Estimator estimator) => estimator is Estimator.Mean or Estimator.Total or Estimator.Final;

    /// <inheritdoc/>
    public override double Value(Estimator estimator, SimTime now) => estimator switch
    {
        Estimator.Mean => Accumulated(now).Mean,
        Estimator.Total => Accumulated(now).Sum,
        Estimator.Final => Present(),
        _ => throw Unknown(estimator),
    };

    /// <summary>The value at present.</summary>
    public double Present()
    {
        double sum = 0;
        for (var phase = 0; phase < values.Length; phase++)
        {
            sum += values[phase] * ledger.CountIn(phase);
        }

        return isSum ? sum : sum / ledger.Servers;
    }
}
