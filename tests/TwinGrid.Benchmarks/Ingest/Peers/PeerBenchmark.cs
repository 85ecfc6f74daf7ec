using System.Diagnostics;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>
/// The same message (50 assets, 2 signals each, 10 samples a signal) in process: answered after all its assets are updated. TwinGrid's lane
/// is a partition whose log keeps nothing; the peers keep nothing either.
/// </summary>
internal static class PeerBenchmark
{
    private const int InFlight = 16;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static async Task<IEnumerable<Row>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var twins = await PartitionPeer.StartAsync(cancellationToken);
        await using var akka = await AkkaPeer.StartAsync(cancellationToken);
        await using var proto = await ProtoPeer.StartAsync();
        IPeer[] peers = [twins, akka, proto];
        var measured = peers.ToDictionary(peer => peer.Name, _ => (Cpu: new List<double>(), Wall: new List<double>()));
        for (var repetition = -1; repetition < options.Repetitions; repetition++)
        {
            foreach (var peer in peers)
            {
                var (cpu, wall) = await MeasureAsync(peer, options.For ?? Turn, cancellationToken);
                if (repetition >= 0)
                {
                    measured[peer.Name].Cpu.Add(cpu);
                    measured[peer.Name].Wall.Add(wall);
                }
            }
        }

        var rows = new List<Row>();
        foreach (var by in new[] { "cpu", "wall" })
        {
            Row Rate(IPeer peer) => new($"in-process/{peer.Name}", by == "cpu" ? measured[peer.Name].Cpu : measured[peer.Name].Wall, by, by == "cpu" ? "samples/CPU-s" : "samples/s");
            rows.Add(Row.Ratio("vs_akka_sharding", Rate(twins), Rate(akka)));
            rows.Add(Row.Ratio("vs_proto_virtual", Rate(twins), Rate(proto)));
            rows.AddRange(peers.Select(Rate));
        }

        return rows;
    }

    private static async Task<(double PerCpuSecond, double PerSecond)> MeasureAsync(IPeer peer, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var sent = 0L;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(
            async () =>
            {
                while (Stopwatch.GetElapsedTime(start) < duration)
                {
                    await peer.SendAsync((int)(Interlocked.Increment(ref sent) % PeerMessage.Messages), cancellationToken);
                }
            },
            cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        var samples = sent * (double)PeerMessage.Samples;
        return (samples / (process.TotalProcessorTime - cpu).TotalSeconds, samples / seconds);
    }
}
