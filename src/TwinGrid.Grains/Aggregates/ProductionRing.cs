using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>A line's readings, one a step, over its rolling window. Bounded; not thread safe.</summary>
internal sealed class ProductionRing
{
    /// <summary>Readings kept at the most, the two ends of the window included.</summary>
    public const int MaxReadings = 1_442;

    private readonly Queue<ProductionReading> readings = new();
    private ProductionReading newest;

    /// <summary>A ring over a window; readings lie a minute apart, further where the window is longer than a day.</summary>
    public ProductionRing(TimeSpan window)
    {
        WindowNs = Nanoseconds.From(window);
        StepNs = Math.Max(60 * Nanoseconds.PerSecond, WindowNs / (MaxReadings - 2));
    }

    /// <summary>Length of the window.</summary>
    public long WindowNs { get; }

    /// <summary>Time between two readings.</summary>
    public long StepNs { get; }

    /// <summary>Readings kept.</summary>
    public int Count => readings.Count;

    /// <summary>Takes a reading in when a step has passed since the last one, or another asset counts. True when it was taken.</summary>
    public bool Offer(in ProductionReading reading)
    {
        // Accumulators only go back when the store was restored or damage accepted: there is no difference over that.
        if (readings.Count > 0 && (reading.Asset != newest.Asset || reading.Good < newest.Good || reading.Planned < newest.Planned))
        {
            readings.Clear();
        }

        if (readings.Count > 0 && reading.TimeNs - newest.TimeNs < StepNs)
        {
            return false;
        }

        readings.Enqueue(reading);
        newest = reading;
        while (readings.Count > 1 && (Second().TimeNs <= reading.TimeNs - WindowNs || readings.Count > MaxReadings))
        {
            readings.Dequeue();
        }

        return true;
    }

    /// <summary>The reading at which the window that ends with this one starts: the newest at least a window old, else the oldest there is.</summary>
    public ProductionReading BaseOf(in ProductionReading now)
    {
        var found = now;
        var isFirst = true;
        foreach (var reading in readings)
        {
            if (reading.Asset != now.Asset || (!isFirst && reading.TimeNs > now.TimeNs - WindowNs))
            {
                break;
            }

            found = reading;
            isFirst = false;
        }

        return found;
    }

    private ProductionReading Second()
    {
        using var all = readings.GetEnumerator();
        return all.MoveNext() && all.MoveNext() ? all.Current : newest;
    }
}
