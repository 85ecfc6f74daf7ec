using System.Diagnostics;
using System.Globalization;
using TwinGrid.Benchmarks.Ingest.Load;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Ingest;

/// <summary>Lanes under one workload: a server and its producers each.</summary>
internal sealed class LaneRun : IAsyncDisposable
{
    private const int InFlight = 32;

    /// <summary>Turns of each lane that do not count: tiered compilation is not done after one, nor has the log come to reuse its segments.</summary>
    private const int WarmUps = 5;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    private readonly Workload workload;
    private readonly List<Lane> lanes = [];
    private readonly BatchTemplate[][] templates;

    private LaneRun(Workload workload, int producers)
    {
        this.workload = workload;
        templates = [.. Enumerable.Range(0, producers).Select(p => workload.Encode(p, producers))];
    }

    /// <summary>Starts all servers and opens all streams.</summary>
    public static async Task<LaneRun> StartAsync(string[] names, Workload workload, int producers, CancellationToken cancellationToken)
    {
        var run = new LaneRun(workload, producers);
        foreach (var name in names)
        {
            var data = Directory.CreateTempSubdirectory($"twingrid-bench-{name}-");
            var server = await ServerProcess.StartAsync(
                ["server", "--lane", name, "--assets", workload.Assets.ToString(CultureInfo.InvariantCulture), "--data", data.FullName], cancellationToken);
            var lane = new Lane(name, data, server);
            run.lanes.Add(lane);
            for (var p = 0; p < producers; p++)
            {
                lane.Streams.Add(await LoadStream.OpenAsync(
                    server.Address, string.Create(CultureInfo.InvariantCulture, $"load-{p}"), workload.Series(p, producers), InFlight, cancellationToken));
            }
        }

        return run;
    }

    /// <summary>Warms up, then measures every lane in turn, repetition by repetition.</summary>
    public async Task MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        for (var repetition = -WarmUps; repetition < options.Repetitions; repetition++)
        {
            foreach (var lane in lanes)
            {
                await MeasureAsync(lane, options.For ?? Turn, isWarmUp: repetition < 0, cancellationToken);
            }
        }
    }

    /// <summary>Offers a fixed rate to every lane in turn; returns p50 of the acks in milliseconds, by lane and repetition.</summary>
    public async Task<Dictionary<string, List<double>>> MeasureAcksAsync(BenchmarkOptions options, double samplesPerSecond, CancellationToken cancellationToken)
    {
        var medians = lanes.ToDictionary(lane => lane.Name, _ => new List<double>());
        for (var repetition = -WarmUps; repetition < options.Repetitions; repetition++)
        {
            foreach (var lane in lanes)
            {
                await SendAsync(lane, options.For ?? Turn, samplesPerSecond, cancellationToken);
                var acks = lane.Streams.SelectMany(stream => stream.Reset()).Order().ToArray();
                if (repetition >= 0)
                {
                    medians[lane.Name].Add(acks[acks.Length / 2] * 1000);
                }
            }
        }

        return medians;
    }

    /// <summary>Samples a second of a lane.</summary>
    public Row Rate(string lane, string by)
    {
        var measured = lanes.Single(candidate => candidate.Name == lane);
        return new Row($"{lane}/{workload.Name}", by == "cpu" ? measured.PerCpuSecond : measured.PerSecond, by, by == "cpu" ? "samples/CPU-s" : "samples/s");
    }

    /// <summary>Rates of all lanes, by CPU and by wall.</summary>
    public IEnumerable<Row> Rates() => lanes.SelectMany(lane => new[] { Rate(lane.Name, "cpu"), Rate(lane.Name, "wall") });

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
        {
            foreach (var stream in lane.Streams)
            {
                await stream.DisposeAsync();
            }

            await lane.Server.DisposeAsync();
            lane.Data.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(Lane lane, TimeSpan duration, bool isWarmUp, CancellationToken cancellationToken)
    {
        var cpu = lane.Server.CpuSeconds;
        var start = Stopwatch.GetTimestamp();
        await SendAsync(lane, duration, 0, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = lane.Server.CpuSeconds - cpu;
        var samples = lane.Streams.Sum(stream => stream.AckedSamples);
        if (lane.Streams.Any(stream => stream.Rejected > 0))
        {
            throw new InvalidOperationException($"Lane {lane.Name} did not accept all samples.");
        }

        foreach (var stream in lane.Streams)
        {
            stream.Reset();
        }

        if (!isWarmUp)
        {
            lane.PerCpuSecond.Add(samples / cpu);
            lane.PerSecond.Add(samples / seconds);
        }
    }

    private Task SendAsync(Lane lane, TimeSpan duration, double samplesPerSecond, CancellationToken cancellationToken) =>
        Task.WhenAll(lane.Streams.Select((stream, p) =>
            Task.Run(() => stream.SendAsync(templates[p], duration, samplesPerSecond / lane.Streams.Count, cancellationToken), cancellationToken)));

    private sealed record Lane(string Name, DirectoryInfo Data, ServerProcess Server)
    {
        public List<LoadStream> Streams { get; } = [];

        public List<double> PerCpuSecond { get; } = [];

        public List<double> PerSecond { get; } = [];
    }
}
