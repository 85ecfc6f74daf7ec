using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Scenarios;

/// <summary>
/// What a run that goes flat out leaves to durable ingest: half of what ingest can do is offered, by turns with and without a run, and what is acked
/// is compared, and how long acks take.
/// </summary>
internal static class IngestKept
{
    private const int Producers = 2;
    private const int InFlight = 32;
    private const int WarmUps = 3;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("twingrid-bench-scenarios-");
        try
        {
            await using var server = await ServerProcess.StartAsync(
                ["server", "--lane", "scenarios", "--assets", Workload.Standard.Assets.ToString(CultureInfo.InvariantCulture), "--data", data.FullName], cancellationToken);
            using var channel = GrpcChannel.ForAddress(server.Address);
            var turns = new Turns(new ScenarioService.ScenarioServiceClient(channel), await OpenAsync(server.Address, cancellationToken), options.For ?? Turn);
            return await turns.MeasureAsync(options.Repetitions, cancellationToken);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<List<LoadStream>> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var streams = new List<LoadStream>();
        for (var p = 0; p < Producers; p++)
        {
            streams.Add(await LoadStream.OpenAsync(
                address, string.Create(CultureInfo.InvariantCulture, $"load-{p}"), Workload.Standard.Series(p, Producers), InFlight, cancellationToken));
        }

        return streams;
    }

    private sealed class Turns(ScenarioService.ScenarioServiceClient scenarios, List<LoadStream> streams, TimeSpan turn)
    {
        private readonly BatchTemplate[][] templates = [.. Enumerable.Range(0, Producers).Select(p => Workload.Standard.Encode(p, Producers))];

        public async Task<IReadOnlyList<Row>> MeasureAsync(int repetitions, CancellationToken cancellationToken)
        {
            try
            {
                var capacity = 0.0;
                for (var i = 0; i < WarmUps; i++)
                {
                    capacity = (await SendAsync(0, cancellationToken)).PerSecond;
                }

                var offered = capacity / 2;
                var (alone, with, aloneAcks, withAcks, events) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
                for (var repetition = 0; repetition < repetitions; repetition++)
                {
                    var quiet = await SendAsync(offered, cancellationToken);
                    var (busy, eventsPerSecond) = await WithRunAsync(offered, cancellationToken);
                    alone.Add(quiet.PerSecond);
                    with.Add(busy.PerSecond);
                    aloneAcks.Add(quiet.AckMilliseconds);
                    withAcks.Add(busy.AckMilliseconds);
                    events.Add(eventsPerSecond);
                }

                var (kept, before) = (new Row("ingest/with-run", with, "wall", "samples/s"), new Row("ingest/alone", alone, "wall", "samples/s"));
                return
                [
                    Row.Ratio("ingest_kept", kept, before),
                    kept,
                    before,
                    new Row("ingest/capacity", [capacity], "wall", "samples/s"),
                    new Row("ack_p99_ms/with-run", withAcks, "wall", "ms"),
                    new Row("ack_p99_ms/alone", aloneAcks, "wall", "ms"),
                    new Row("run_events/with-ingest", events, "wall", "events/s"),
                ];
            }
            finally
            {
                foreach (var stream in streams)
                {
                    await stream.DisposeAsync();
                }
            }
        }

        private async Task<((double PerSecond, double AckMilliseconds) Ingest, double EventsPerSecond)> WithRunAsync(double offered, CancellationToken cancellationToken)
        {
            var run = await FlatOutRun.StartAsync(scenarios, cancellationToken);
            var sent = await SendAsync(offered, cancellationToken);
            return (sent, await run.EndAsync(cancellationToken));
        }

        private async Task<(double PerSecond, double AckMilliseconds)> SendAsync(double offered, CancellationToken cancellationToken)
        {
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(streams.Select((stream, p) => Task.Run(() => stream.SendAsync(templates[p], turn, offered / streams.Count, cancellationToken), cancellationToken)));
            var seconds = watch.Elapsed.TotalSeconds;
            var samples = streams.Sum(stream => stream.AckedSamples);
            var acks = streams.SelectMany(stream => stream.Reset()).Order().ToArray();
            return (samples / seconds, acks[(int)(acks.Length * 0.99)] * 1000);
        }
    }
}
