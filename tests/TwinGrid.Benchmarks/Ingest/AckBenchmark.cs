using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Ingest;

/// <summary>What durability adds to an ack at an offered 100 000 samples/s.</summary>
internal static class AckBenchmark
{
    private const double SamplesPerSecond = 100_000;

    public static async Task<IEnumerable<Row>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var run = await LaneRun.StartAsync(["memory", "durable"], Workload.Standard, 2, cancellationToken);
        var acks = await run.MeasureAcksAsync(options, SamplesPerSecond, cancellationToken);
        return
        [
            new Row("ack_added_ms", [.. acks["durable"].Zip(acks["memory"], (durable, memory) => durable - memory)], "wall", "ms"),
            new Row("ack_p50_ms/memory", acks["memory"], "wall", "ms"),
            new Row("ack_p50_ms/durable", acks["durable"], "wall", "ms"),
            new Row("sync_p50_ms", [.. Enumerable.Range(0, options.Repetitions).Select(_ => SyncProbe.MedianMilliseconds())], "wall", "ms"),
        ];
    }
}
