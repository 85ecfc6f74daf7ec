using System.Globalization;
using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Query;

/// <summary>GetAsset of 100 000 live twins of 8 signals, by 8 callers, against the same call answered with nothing.</summary>
internal static class QueryBenchmark
{
    private const int Callers = 8;
    private const int Seed = 20_260;
    private const int Slices = 8;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Fill = TimeSpan.FromSeconds(4);
    private static readonly Workload Twins = new("query", 100_000, 8, 1, 2_000, false);

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("twingrid-bench-query-");
        try
        {
            await using var empty = await ServerProcess.StartAsync(["server", "--lane", "raw"], cancellationToken);
            await using var twins = await ServerProcess.StartAsync(
                ["server", "--lane", "query", "--assets", Twins.Assets.ToString(CultureInfo.InvariantCulture), "--data", data.FullName], cancellationToken);
            await FillAsync(twins.Address, cancellationToken);
            await MeasureAsync(empty, twins, options, cancellationToken);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ServerProcess empty, ServerProcess twins, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        using var emptyLoad = new ReadLoad(empty.Address, Twins.Assets, Callers);
        using var twinLoad = new ReadLoad(twins.Address, Twins.Assets, Callers);
        var floor = new Lane(empty, emptyLoad);
        var reads = new Lane(twins, twinLoad);
        for (var repetition = -1; repetition < options.Repetitions; repetition++)
        {
            // Short slices by turns: what else runs on the machine hits both alike.
            for (var slice = 0; slice < Slices; slice++)
            {
                await floor.RunAsync((options.For ?? Turn) / Slices, (Seed * repetition) + slice, cancellationToken);
                await reads.RunAsync((options.For ?? Turn) / Slices, (Seed * repetition) + slice, cancellationToken);
            }

            floor.Close(isWarmUp: repetition < 0);
            reads.Close(isWarmUp: repetition < 0);
        }

        Report.Print(
            "Queries",
            [
                Row.Ratio("get_p50_vs_empty", reads.Wall("get_p50"), floor.Wall("empty_p50")),
                Row.Ratio("get_cpu_vs_empty", reads.Cpu("get_cpu"), floor.Cpu("empty_cpu")),
                reads.Wall("get_p50_ms"),
                floor.Wall("empty_p50_ms"),
                reads.Cpu("get_cpu_us"),
                floor.Cpu("empty_cpu_us"),
            ],
            options.Json);
    }

    private static async Task FillAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var stream = await LoadStream.OpenAsync(address, "fill", Twins.Series(0, 1), 32, cancellationToken);
        await stream.SendAsync(Twins.Encode(0, 1), Fill, 0, cancellationToken);
    }

    private sealed class Lane(ServerProcess server, ReadLoad load)
    {
        private readonly List<double> milliseconds = [];
        private readonly List<double> microseconds = [];
        private readonly List<double> latencies = [];
        private double cpuSeconds;

        public async Task RunAsync(TimeSpan duration, int seed, CancellationToken cancellationToken)
        {
            var before = server.CpuSeconds;
            latencies.AddRange(await load.RunAsync(duration, seed, cancellationToken));
            cpuSeconds += server.CpuSeconds - before;
        }

        /// <summary>Ends a repetition.</summary>
        public void Close(bool isWarmUp)
        {
            if (!isWarmUp)
            {
                latencies.Sort();
                milliseconds.Add(latencies[latencies.Count / 2]);
                microseconds.Add(cpuSeconds * 1e6 / latencies.Count);
            }

            latencies.Clear();
            cpuSeconds = 0;
        }

        public Row Wall(string name) => new(name, milliseconds, "wall", "ms");

        public Row Cpu(string name) => new(name, microseconds, "cpu", "us");
    }
}
