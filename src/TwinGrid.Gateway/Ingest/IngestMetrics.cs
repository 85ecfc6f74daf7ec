using System.Diagnostics;
using System.Diagnostics.Metrics;
using TwinGrid.Contracts.Ingest;

namespace TwinGrid.Gateway.Ingest;

/// <summary>
/// Meter and activity source of ingest. Names and units follow OpenTelemetry's conventions; attributes are codes, never names of plants, assets
/// or signals.
/// </summary>
internal sealed class IngestMetrics : IDisposable
{
    public const string Name = "TwinGrid.Ingest";

    private readonly Meter meter;
    private readonly Counter<long> samples;
    private readonly Counter<long> batches;
    private readonly Counter<long> bytes;
    private readonly Counter<long> ended;
    private readonly Counter<long> declared;
    private readonly Counter<double> throttled;
    private readonly Histogram<double> ackDuration;
    private readonly UpDownCounter<long> streams;
    private readonly UpDownCounter<long> inFlight;

    public IngestMetrics(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        samples = meter.CreateCounter<long>("twingrid.ingest.samples", "{sample}", "Samples decided, by outcome.");
        batches = meter.CreateCounter<long>("twingrid.ingest.batches", "{batch}", "Batches decided, by outcome.");
        bytes = meter.CreateCounter<long>("twingrid.ingest.io", "By", "Bytes of batches received.");
        ended = meter.CreateCounter<long>("twingrid.ingest.streams.ended", "{stream}", "Streams that ended with an error, by reason.");
        declared = meter.CreateCounter<long>("twingrid.ingest.series.declared", "{series}", "Series declared, by outcome.");
        throttled = meter.CreateCounter<double>("twingrid.ingest.throttled", "s", "Time that batches waited for rate quotas.");
        ackDuration = meter.CreateHistogram(
            "twingrid.ingest.ack.duration",
            "s",
            "From the receipt of the oldest batch of a group to its ack.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        streams = meter.CreateUpDownCounter<long>("twingrid.ingest.streams.active", "{stream}", "Ingest streams open.");
        inFlight = meter.CreateUpDownCounter<long>("twingrid.ingest.in_flight", "By", "Bytes received and not yet decided.");
    }

    /// <summary>Source of one activity a batch, each the root of a trace of its own that links to the stream's.</summary>
    public ActivitySource Activities { get; } = new(Name);

    public void StreamOpened() => streams.Add(1);

    public void StreamClosed() => streams.Add(-1);

    public void StreamEnded(string reason) => ended.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Received(int batchBytes)
    {
        bytes.Add(batchBytes);
        inFlight.Add(batchBytes);
    }

    public void Left(long batchBytes) => inFlight.Add(-batchBytes);

    public void Throttled(TimeSpan wait) => throttled.Add(wait.TotalSeconds);

    public void Declared(string outcome) => declared.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts what an ack tells.</summary>
    public void Decided(in AckUpdate update, TimeSpan age)
    {
        samples.Add(update.AcceptedSamples, new KeyValuePair<string, object?>("outcome", "accepted"));
        var duplicates = 0;
        foreach (var result in update.Results)
        {
            duplicates += result.Code == BatchCode.Duplicate ? 1 : 0;
            foreach (var (code, count) in result.Code == BatchCode.Accepted ? result.Rejected : [])
            {
                samples.Add(count, new KeyValuePair<string, object?>("outcome", WireCodes.Of(code)));
            }
        }

        batches.Add(update.FreedBatches - duplicates, new KeyValuePair<string, object?>("outcome", "committed"));
        if (duplicates > 0)
        {
            batches.Add(duplicates, new KeyValuePair<string, object?>("outcome", "duplicate"));
        }

        if (update.FreedBatches > 0)
        {
            ackDuration.Record(age.TotalSeconds);
        }
    }

    public void Dispose()
    {
        Activities.Dispose();
        meter.Dispose();
    }
}
