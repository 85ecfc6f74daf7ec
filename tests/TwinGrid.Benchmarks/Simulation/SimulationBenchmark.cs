using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Benchmarks.Scenarios;
using TwinGrid.Benchmarks.Simulation.Motion;
using TwinGrid.Benchmarks.Simulation.Queues;
using TwinGrid.Benchmarks.Simulation.Replications;

namespace TwinGrid.Benchmarks.Simulation;

/// <summary>
/// The simulation engine: what its event core and its processes cost, what parallel replications gain, how soon a scenario starts from live state, and what it leaves to ingest and
/// queries. <c>--only</c> takes the beginning of a figure's name.
/// </summary>
internal static class SimulationBenchmark
{
    private static readonly Part[] Parts =
    [
        new(["process_vs_simpy", "core_vs_simpy", "core_vs_loop"], QueueBenchmark.MeasureAsync),
        new(["bytes_per_event"], AllocationBenchmark.MeasureAsync),
        new(["parallel_efficiency"], ParallelBenchmark.MeasureAsync),
        new(["ode_vs_scipy"], OscillatorBenchmark.MeasureAsync),
        new(["robertson_ms"], RobertsonBenchmark.MeasureAsync),
        new(["surrogate_vs_equations"], SurrogateBenchmark.MeasureAsync),
        new(["live_to_first_event_ms"], LiveToFirstEvent.MeasureAsync),
        new(["ingest_kept"], IngestKept.MeasureAsync),
        new(["queries_kept"], QueriesKept.MeasureAsync),
    ];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var wanted = Parts.Where(part => part.IsWanted(options.Only)).ToArray();
        if (wanted.Length == 0)
        {
            throw new ArgumentException($"'{options.Only}' begins no figure; there are {string.Join(", ", Parts.SelectMany(part => part.Figures))}.");
        }

        foreach (var part in wanted)
        {
            Report.Print("Simulation", await part.MeasureAsync(options, cancellationToken), options.Json);
        }

        return 0;
    }

    /// <summary>What is measured together.</summary>
    private sealed record Part(string[] Figures, Func<BenchmarkOptions, CancellationToken, Task<IReadOnlyList<Row>>> MeasureAsync)
    {
        public bool IsWanted(string? only) => only is null || Figures.Any(figure => figure.StartsWith(only, StringComparison.Ordinal));
    }
}
