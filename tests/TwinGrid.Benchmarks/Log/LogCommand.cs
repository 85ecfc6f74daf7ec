using System.Globalization;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Benchmarks.Log;

/// <summary>Prints the log's throughput by kind of I/O: lanes interleaved, medians of five.</summary>
internal static class LogCommand
{
    private const int Repetitions = 5;
    private const int Records = 20_000;

    /// <summary>Runs the lanes and prints a table.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var results = new List<LogThroughput.Result>();
        for (var i = 0; i < Repetitions; i++)
        {
            foreach (var io in (LogIo[])[LogIo.Auto, LogIo.Plain, LogIo.Unsynced])
            {
                results.Add(await LogThroughput.RunAsync(io, Records, cancellationToken));
            }
        }

        await output.WriteLineAsync("log        MB/s   records/s   M samples/s   M samples/CPU-s   p50 ms   p99 ms");
        foreach (var lane in results.GroupBy(result => result.Io))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{lane.Key,-8} {Median(lane, r => r.MegabytesPerSecond),6:F0} {Median(lane, r => r.RecordsPerSecond),11:F0} {Median(lane, r => r.RecordsPerSecond) / 1e3,13:F1} {Median(lane, r => r.SamplesPerCpuSecond) / 1e6,17:F1} {Median(lane, r => r.P50Milliseconds),8:F2} {Median(lane, r => r.P99Milliseconds),8:F2}"));
        }
    }

    private static double Median(IEnumerable<LogThroughput.Result> lane, Func<LogThroughput.Result, double> figure) =>
        lane.Select(figure).Order().ElementAt(Repetitions / 2);
}
