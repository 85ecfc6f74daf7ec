using TwinGrid.Benchmarks.History;
using TwinGrid.Benchmarks.Ingest;

namespace TwinGrid.Benchmarks.Measurement;

/// <summary>Benchmarks by the first argument. <c>server</c> is what the others start as a child.</summary>
internal static class BenchmarkSuite
{
    public static readonly SortedDictionary<string, Func<BenchmarkOptions, CancellationToken, Task<int>>> Groups = new(StringComparer.Ordinal)
    {
        ["history"] = HistoryBenchmark.RunAsync,
        ["ingest"] = IngestBenchmark.RunAsync,
        ["memory"] = Memory.MemoryBenchmark.RunAsync,
        ["query"] = Query.QueryBenchmark.RunAsync,
        ["recovery"] = Recovery.RecoveryBenchmark.RunAsync,
        ["server"] = Ingest.Lanes.LaneServer.RunAsync,
        ["simulation"] = Simulation.SimulationBenchmark.RunAsync,
    };
}
