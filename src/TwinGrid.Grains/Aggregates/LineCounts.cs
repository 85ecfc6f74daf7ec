using TwinGrid.Contracts.Alarms;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Grains.Aggregates;

/// <summary>Counts of a line's or a plant's assets at one instant.</summary>
internal sealed class LineCounts(int signals)
{
    /// <summary>Assets in use.</summary>
    public int Assets { get; set; }

    /// <summary>Assets with a stale signal.</summary>
    public int Stale { get; set; }

    /// <summary>Active alarms.</summary>
    public int ActiveAlarms { get; set; }

    /// <summary>Alarms that nobody acknowledged.</summary>
    public int UnacknowledgedAlarms { get; set; }

    /// <summary>Units in the assets; NaN when none tells.</summary>
    public double WorkInProcess { get; set; } = double.NaN;

    /// <summary>Energy of all assets since their first samples, kW·h.</summary>
    public double EnergyKilowattHours { get; set; }

    /// <summary>Assets by state symbol.</summary>
    public SortedDictionary<string, int> States { get; } = new(StringComparer.Ordinal);

    /// <summary>Aggregates of the signals that KPIs ask for.</summary>
    public SignalAggregate[] Signals { get; } = NewSignals(signals);

    /// <summary>Counts one alarm.</summary>
    public void Add(AlarmStatus alarm)
    {
        // Shelved alarms are hidden on purpose: they do not count.
        ActiveAlarms += alarm.IsActive && alarm.State != AlarmState.Shelved ? 1 : 0;
        UnacknowledgedAlarms += alarm.State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged ? 1 : 0;
    }

    /// <summary>Adds another's counts.</summary>
    public void Add(LineCounts other)
    {
        Assets += other.Assets;
        Stale += other.Stale;
        ActiveAlarms += other.ActiveAlarms;
        UnacknowledgedAlarms += other.UnacknowledgedAlarms;
        WorkInProcess = Sum(WorkInProcess, other.WorkInProcess);
        EnergyKilowattHours += other.EnergyKilowattHours;
        foreach (var (state, count) in other.States)
        {
            States[state] = States.GetValueOrDefault(state) + count;
        }

        for (var i = 0; i < Signals.Length; i++)
        {
            Signals[i].Add(other.Signals[i]);
        }
    }

    /// <summary>A sum that skips what is not known.</summary>
    public static double Sum(double sum, double value) => double.IsNaN(value) ? sum : double.IsNaN(sum) ? value : sum + value;

    private static SignalAggregate[] NewSignals(int count)
    {
        var signals = new SignalAggregate[count];
        Array.Fill(signals, SignalAggregate.Empty);
        return signals;
    }
}

/// <summary>Aggregates of one signal over assets with a usable value.</summary>
internal struct SignalAggregate
{
    /// <summary>Of no value.</summary>
    public static readonly SignalAggregate Empty = new() { min = double.NaN, max = double.NaN };

    private double sum;
    private double min;
    private double max;
    private long count;

    /// <summary>Adds a value; NaN is none.</summary>
    public void Add(double value)
    {
        if (!double.IsNaN(value))
        {
            Add(new SignalAggregate { sum = value, min = value, max = value, count = 1 });
        }
    }

    /// <summary>Adds another's values.</summary>
    public void Add(in SignalAggregate other)
    {
        if (other.count > 0)
        {
            min = count == 0 ? other.min : Math.Min(min, other.min);
            max = count == 0 ? other.max : Math.Max(max, other.max);
            sum += other.sum;
            count += other.count;
        }
    }

    /// <summary>The aggregate; NaN where no asset has a value, but for the count, which is 0.</summary>
    public readonly double Of(AggregateFunction function) => function switch
    {
        AggregateFunction.Sum => count > 0 ? sum : double.NaN,
        AggregateFunction.Mean => count > 0 ? sum / count : double.NaN,
        AggregateFunction.Min => min,
        AggregateFunction.Max => max,
        _ => count,
    };
}
