using System.Diagnostics.Metrics;

namespace TwinGrid.Grains.Partitions;

/// <summary>Instruments of partitions. What lanes take is counted by the gateway.</summary>
internal static class PartitionMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "TwinGrid.Partitions";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Recovery =
        Meter.CreateHistogram<double>("twingrid.partition.recovery.duration", "s", "Bringing a partition back: snapshot and replay.");

    private static readonly Counter<long> Snapshots =
        Meter.CreateCounter<long>("twingrid.partition.snapshots", "{snapshot}", "Snapshots, by outcome: taken, failed, or found damaged at recovery.");

    public static void Recovered(double seconds) => Recovery.Record(seconds);

    public static void SnapshotTaken() => Count("taken");

    public static void SnapshotFailed() => Count("failed");

    public static void SnapshotDamaged() => Count("damaged");

    private static void Count(string outcome) => Snapshots.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
