using System.Diagnostics.Metrics;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Instruments of scenarios on this silo.</summary>
internal static class ScenarioMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "TwinGrid.Scenarios";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Replications =
        Meter.CreateHistogram<double>("twingrid.scenario.replication.duration", "s", "Replications that this silo ran.");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>("twingrid.scenario.events", "{event}", "Events of these replications.");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("twingrid.scenario.runs", "{run}", "Runs that ended here, by outcome.");

    public static void Replicated(double seconds, long events)
    {
        Replications.Record(seconds);
        Events.Add(events);
    }

    public static void Ended(string outcome) => Runs.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
