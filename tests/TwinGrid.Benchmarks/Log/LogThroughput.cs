using System.Diagnostics;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Benchmarks.Log;

/// <summary>
/// The embedded log alone: one owner appends records of 1 000 samples of 20 bytes as fast as there is room, with a bounded number of records
/// that are not yet durable, a reader follows and releases.
/// </summary>
internal static class LogThroughput
{
    private const int SamplesPerRecord = 1000;
    private const int PayloadBytes = SamplesPerRecord * 20;
    private const int InFlight = 64;
    private const byte Kind = 16;

    /// <summary>Figures of one run.</summary>
    /// <param name="Io">How the log wrote.</param>
    /// <param name="MegabytesPerSecond">Payload, by wall.</param>
    /// <param name="RecordsPerSecond">By wall.</param>
    /// <param name="SamplesPerCpuSecond">Of this process: append, write and one reader.</param>
    /// <param name="P50Milliseconds">From append to durable.</param>
    /// <param name="P99Milliseconds">From append to durable.</param>
    public sealed record Result(
        string Io, double MegabytesPerSecond, double RecordsPerSecond, double SamplesPerCpuSecond, double P50Milliseconds, double P99Milliseconds);

    /// <summary>Runs once in a directory of its own.</summary>
    public static async Task<Result> RunAsync(LogIo io, int records, CancellationToken cancellationToken)
    {
        var path = Directory.CreateTempSubdirectory("twingrid-log-").FullName;
        try
        {
            using var directory = DataDirectory.Open(path);
            await using var store = EmbeddedLogStore.Open(directory, new EmbeddedLogOptions { Io = io }, TimeProvider.System);
            var log = await store.OpenAsync(new PartitionKey("bench", 0), cancellationToken);
            await AppendAsync(log, records / 10, [], cancellationToken);

            var latencies = new List<double>(records / InFlight * 2);
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var reading = FollowAsync(log, log.LastIndex + (ulong)records, cancellationToken);
            await AppendAsync(log, records, latencies, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await reading;
            var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            latencies.Sort();
            return new Result(
                store.Status.Io,
                records * (double)PayloadBytes / 1e6 / seconds,
                records / seconds,
                records * (double)SamplesPerRecord / cpuSeconds,
                latencies[latencies.Count / 2],
                latencies[latencies.Count * 99 / 100]);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static async Task AppendAsync(IPartitionLog log, int records, List<double> latencies, CancellationToken cancellationToken)
    {
        var payload = new byte[PayloadBytes];
        new Random(1).NextBytes(payload);
        var (marked, markedAt) = (log.LastIndex, Stopwatch.GetTimestamp());
        for (var i = 0; i < records; i++)
        {
            while (log.TryAppend(Kind, PayloadBytes, payload, static (to, from) => from.CopyTo(to)) == 0)
            {
                await log.WaitForRoomAsync(PayloadBytes, cancellationToken);
            }

            if (log.LastIndex - log.DurableIndex >= InFlight)
            {
                await log.WaitForDurableAsync(log.LastIndex - (InFlight / 2), cancellationToken);
            }

            if (log.DurableIndex >= marked)
            {
                latencies.Add(Stopwatch.GetElapsedTime(markedAt).TotalMilliseconds);
                (marked, markedAt) = (log.LastIndex, Stopwatch.GetTimestamp());
            }
        }

        await log.WaitForDurableAsync(log.LastIndex, cancellationToken);
    }

    private static async Task FollowAsync(IPartitionLog log, ulong through, CancellationToken cancellationToken)
    {
        using var reader = log.OpenReader(log.LastIndex + 1);
        await Task.Yield();
        var index = 0UL;
        while (index < through)
        {
            while (reader.TryRead(out var record))
            {
                index = record.Index;
            }

            log.ReleaseBefore(index + 1);
            if (index < through)
            {
                await reader.WaitAsync(cancellationToken);
            }
        }
    }
}
