using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Ingest;

/// <summary>
/// Ingest against its floor. All servers run at once, one is under load at a time, and the lanes take turns, so that what the machine does
/// meanwhile hits all of them; ratios are taken within a turn.
/// </summary>
internal static class IngestBenchmark
{
    private const int Producers = 2;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        if (Wants(options, "main"))
        {
            rows.AddRange(await MainAsync(options, cancellationToken));
        }

        if (Wants(options, "ack"))
        {
            rows.AddRange(await AckBenchmark.RunAsync(options, cancellationToken));
        }

        foreach (var workload in Variations.Where(workload => Wants(options, workload.Name)))
        {
            rows.AddRange(await VariationAsync(options, workload, cancellationToken));
        }

        if (Wants(options, "peers"))
        {
            rows.AddRange(await Peers.PeerBenchmark.RunAsync(options, cancellationToken));
        }

        if (rows.Count == 0)
        {
            await Console.Error.WriteLineAsync($"--only {options.Only}: no such part; main, ack, peers or one of {string.Join(", ", Variations.Select(workload => workload.Name))}.");
            return 2;
        }

        Report.Print("ingest", rows, options.Json);
        return 0;
    }

    private static readonly Workload[] Variations =
    [
        new("runs-of-1", 10_000, 8, 1, 1000, false),
        new("messages-of-100", 10_000, 2, 10, 100, false),
        new("cold-100k", 100_000, 1, 10, 1000, true),
        new("cold-1M", 1_000_000, 1, 10, 1000, true),
        new("cold-1M-runs-of-1", 1_000_000, 1, 1, 1000, true),
    ];

    private static bool Wants(BenchmarkOptions options, string part) => options.Only is null || part.StartsWith(options.Only, StringComparison.Ordinal);

    private static async Task<IEnumerable<Row>> MainAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var run = await LaneRun.StartAsync(["raw", "memory", "unsynced", "durable", "indexed", "grain"], Workload.Standard, Producers, cancellationToken);
        await run.MeasureAsync(options, cancellationToken);
        var rows = new List<Row>();
        foreach (var by in new[] { "cpu", "wall" })
        {
            rows.Add(Row.Ratio("ingest_vs_raw", run.Rate("memory", by), run.Rate("raw", by)));
            rows.Add(Row.Ratio("durable_vs_raw", run.Rate("durable", by), run.Rate("raw", by)));
            rows.Add(Row.Ratio("durable_vs_grain_per_asset", run.Rate("durable", by), run.Rate("grain", by)));
            rows.Add(Row.Ratio("unsynced_vs_raw", run.Rate("unsynced", by), run.Rate("raw", by)));
            rows.Add(Row.Ratio("indexed_vs_raw", run.Rate("indexed", by), run.Rate("raw", by)));
        }

        rows.AddRange(run.Rates());
        return rows;
    }

    private static async Task<IEnumerable<Row>> VariationAsync(BenchmarkOptions options, Workload workload, CancellationToken cancellationToken)
    {
        await using var run = await LaneRun.StartAsync(["raw", "memory", "durable"], workload, Producers, cancellationToken);
        await run.MeasureAsync(options, cancellationToken);
        var rows = new List<Row>();
        foreach (var by in new[] { "cpu", "wall" })
        {
            rows.Add(Row.Ratio($"ingest_vs_raw/{workload.Name}", run.Rate("memory", by), run.Rate("raw", by)));
            rows.Add(Row.Ratio($"durable_vs_raw/{workload.Name}", run.Rate("durable", by), run.Rate("raw", by)));
        }

        rows.AddRange(run.Rates());
        return rows;
    }
}
