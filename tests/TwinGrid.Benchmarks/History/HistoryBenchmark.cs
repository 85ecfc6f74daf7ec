using System.Diagnostics;
using System.Globalization;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.History;

/// <summary>
/// How far the index stays behind the log at a steady rate, and what it takes: CPU of the producer, the log, the index and its upkeep together, and
/// bytes of the settled store. A repetition is a stretch of the one run; its lag is the longest seen in it.
/// </summary>
internal static class HistoryBenchmark
{
    private const int Series = 10_000;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        foreach (var (rate, suffix) in new[] { (300_000, ""), (1_000_000, "_at_1M") })
        {
            rows.AddRange(await RunAsync(rate, suffix, options, cancellationToken));
        }

        Report.Print(string.Create(CultureInfo.InvariantCulture, $"history: {Series} series"), rows, options.Json);
        return 0;
    }

    private static async Task<Row[]> RunAsync(int rate, string suffix, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var stretch = (options.For ?? Length) / options.Repetitions;
        var (longest, middle, cores, rates) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await using var rig = new HistoryRig(Series);
        await rig.StartAsync();
        await rig.RunAsync(rate, WarmUp, cancellationToken);
        for (var repetition = 0; repetition < options.Repetitions; repetition++)
        {
            var (cpu, wall, samples) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp(), rig.Samples);
            var lags = await rig.RunAsync(rate, stretch, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
            longest.Add(lags[^1]);
            middle.Add(lags[lags.Count / 2]);
            cores.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds);
            rates.Add((rig.Samples - samples) / seconds);
        }

        var bytes = await rig.SettleAsync();
        return
        [
            new Row("history_index_lag_s" + suffix, longest, "wall", "s"),
            new Row("history_index_lag_median_s" + suffix, middle, "wall", "s"),
            new Row("history_samples_per_s" + suffix, rates, "wall", "1/s"),
            new Row("history_cores" + suffix, cores, "cpu", "1"),
            new Row("history_mib_per_million_samples" + suffix, [bytes / (double)(1 << 20) / (rig.Samples / 1e6)], "wall", "MiB"),
        ];
    }
}
