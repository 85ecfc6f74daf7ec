using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Ingest.Peers;

internal static class PeerBenchmark
{
    public static Task<IEnumerable<Row>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Row>>([]);
}
