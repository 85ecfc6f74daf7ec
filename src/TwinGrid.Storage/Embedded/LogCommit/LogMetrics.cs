using System.Diagnostics.Metrics;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>Instruments of the log.</summary>
internal static class LogMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "TwinGrid.Log";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> WriteDuration =
        Meter.CreateHistogram<double>("twingrid.log.write.duration", "s", "One group, from the beginning of its write until it is durable.");

    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("twingrid.log.written", "By", "Bytes written, with headers and padding.");

    private static readonly Counter<long> Records = Meter.CreateCounter<long>("twingrid.log.records", "{record}", "Records made durable.");

    private static readonly Counter<long> Fences = Meter.CreateCounter<long>("twingrid.log.fences", "{fence}", "Failures that ended appends.");

    public static void Written(int bytes, int records, TimeSpan took)
    {
        WriteDuration.Record(took.TotalSeconds);
        Bytes.Add(bytes);
        Records.Add(records);
    }

    public static void Failed() => Fences.Add(1);
}
