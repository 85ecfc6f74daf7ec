using System.Globalization;
using Grpc.Net.Client;
using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Benchmarks.Query;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Scenarios;

/// <summary>What a run that goes flat out leaves to queries: callers that wait for their answers read twins, by turns with and without a run.</summary>
internal static class QueriesKept
{
    private const int Callers = 4;
    private const int Seed = 20_260;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("twingrid-bench-scenarios-");
        try
        {
            await using var server = await ServerProcess.StartAsync(
                ["server", "--lane", "scenarios", "--assets", Workload.Standard.Assets.ToString(CultureInfo.InvariantCulture), "--data", data.FullName], cancellationToken);
            using var channel = GrpcChannel.ForAddress(server.Address);
            var scenarios = new ScenarioService.ScenarioServiceClient(channel);
            using var load = new ReadLoad(server.Address, Workload.Standard.Assets, Callers);
            var (alone, with, aloneTails, withTails) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var repetition = -2; repetition < options.Repetitions; repetition++)
            {
                var quiet = await load.RunAsync(options.For ?? Turn, Seed + repetition, cancellationToken);
                var run = await FlatOutRun.StartAsync(scenarios, cancellationToken);
                var busy = await load.RunAsync(options.For ?? Turn, Seed + repetition, cancellationToken);
                await run.EndAsync(cancellationToken);
                if (repetition >= 0)
                {
                    Add(quiet, options.For ?? Turn, alone, aloneTails);
                    Add(busy, options.For ?? Turn, with, withTails);
                }
            }

            var (kept, before) = (new Row("queries/with-run", with, "wall", "calls/s"), new Row("queries/alone", alone, "wall", "calls/s"));
            return
            [
                Row.Ratio("queries_kept", kept, before),
                kept,
                before,
                new Row("get_p99_ms/with-run", withTails, "wall", "ms"),
                new Row("get_p99_ms/alone", aloneTails, "wall", "ms"),
            ];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static void Add(double[] latencies, TimeSpan turn, List<double> rates, List<double> tails)
    {
        rates.Add(latencies.Length / turn.TotalSeconds);
        tails.Add(latencies[(int)(latencies.Length * 0.99)]);
    }
}
