using System.Diagnostics.Metrics;

namespace TwinGrid.Grains.History;

/// <summary>Instruments of history.</summary>
internal static class HistoryMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "TwinGrid.History";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Bytes =
        Meter.CreateCounter<long>("twingrid.history.flushed", "By", "Samples and events written to the history store, as they lay in memory.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("twingrid.history.flush.duration", "s", "Encoding and storing what was in memory.");

    private static readonly Counter<long> Merged =
        Meter.CreateCounter<long>("twingrid.history.merged", "{series}", "Series whose short runs were merged.");

    private static readonly Counter<long> Dropped =
        Meter.CreateCounter<long>("twingrid.history.dropped", "By", "Chunks dropped by retention.");

    public static void Flushed(long bytes, TimeSpan took)
    {
        Bytes.Add(bytes);
        Duration.Record(took.TotalSeconds);
    }

    public static void MergedSeries(int series) => Merged.Add(series);

    public static void DroppedBytes(long bytes) => Dropped.Add(bytes);
}
