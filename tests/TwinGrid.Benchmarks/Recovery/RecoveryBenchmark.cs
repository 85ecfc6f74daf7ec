using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Benchmarks.Ingest;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.Snapshots;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Benchmarks.Recovery;

/// <summary>
/// Recovery from the embedded store: a snapshot of a million twins and a tail of ten million samples in the log, in runs of ten, in random order of
/// assets. The tail is written by a partition that never snapshots; the snapshot below it by a clean close.
/// </summary>
internal static class RecoveryBenchmark
{
    private const int Twins = 1_000_000;
    private const int TailSamples = 10_000_000;
    private const int BatchSamples = 1_000;
    private const int RunLength = 10;

    private static readonly PartitionKey Key = new("bench", 0);

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("twingrid-bench-").FullName;
        try
        {
            await PrepareAsync(directory, cancellationToken);
            var (wall, cpu) = (new List<double>(), new List<double>());
            for (var repetition = 0; repetition < options.Repetitions; repetition++)
            {
                await RecoverAsync(directory, wall, cpu, cancellationToken);
            }

            Report.Print(
                string.Create(CultureInfo.InvariantCulture, $"Recovery of {Twins:N0} twins and {TailSamples:N0} samples"),
                [
                    new Row("recovery_twins_per_s", [.. cpu.Select(seconds => Twins / seconds)], "cpu", "1/s"),
                    new Row("recovery_twins_per_s", [.. wall.Select(seconds => Twins / seconds)], "wall", "1/s"),
                    new Row("recovery_s", wall, "wall", "s"),
                ],
                options.Json);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task PrepareAsync(string directory, CancellationToken cancellationToken)
    {
        await WithStoreAsync(directory, async (store, snapshots) =>
        {
            await using var partition = await OpenAsync(store, snapshots, cancellationToken);
            await partition.ApplyDefinitionAsync(BenchPlant.Create(Twins), 1, cancellationToken);
        });
        await WithStoreAsync(directory, async (store, snapshots) =>
        {
            // Left open on purpose: a process that was killed takes no last snapshot.
            var partition = await OpenAsync(store, snapshots, cancellationToken);
            await WriteTailAsync(partition, cancellationToken);
        });
    }

    private static async Task WriteTailAsync(Partition partition, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var lane = await partition.OpenLaneAsync(new LaneRequest("bench", 1, null, null, 0), cancellationToken);
        var now = Nanoseconds.Now(TimeProvider.System);
        for (var seq = 1UL; seq <= TailSamples / BatchSamples; seq++)
        {
            var batch = SampleBatch.Rent(BatchSamples, BatchSamples / RunLength, false);
            (batch.Seq, batch.PayloadHash) = (seq, seq);
            for (var run = 0; run < batch.Runs; run++)
            {
                batch.RunSeries[run] = new SeriesId(random.Next(Twins), random.Next(BenchPlant.Signals)).Value;
                batch.RunLength[run] = RunLength;
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch.Times[i] = now + ((long)seq * 1_000) + i;
                batch.Values[i] = i;
            }

            await lane.EnqueueAsync(batch, cancellationToken);
        }

        while ((await lane.NextAckAsync(cancellationToken)).ThroughSeq < TailSamples / BatchSamples)
        {
        }
    }

    private static async Task RecoverAsync(string directory, List<double> wall, List<double> cpu, CancellationToken cancellationToken)
    {
        await WithStoreAsync(directory, async (store, snapshots) =>
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var recovered = await PartitionRecovery.RunAsync(Key, Services(store, snapshots), cancellationToken);
            wall.Add(clock.Elapsed.TotalSeconds);
            process.Refresh();
            cpu.Add((process.TotalProcessorTime - before).TotalSeconds);
            if (recovered.State.SlotCount != Twins || recovered.SnapshotIndexes.Count == 0)
            {
                throw new InvalidOperationException($"{recovered.State.SlotCount} twins and {recovered.SnapshotIndexes.Count} snapshots came back.");
            }

            await recovered.Log.DisposeAsync();
        });
    }

    private static Task<Partition> OpenAsync(ILogStore store, ISnapshotStore snapshots, CancellationToken cancellationToken) =>
        Partition.OpenAsync(Key, Services(store, snapshots), cancellationToken);

    private static PartitionServices Services(ILogStore store, ISnapshotStore snapshots) => new(
        store,
        snapshots,
        null,
        new PartitionOptions { SnapshotBytes = long.MaxValue, SnapshotInterval = TimeSpan.FromDays(1), HeldLogBytes = long.MaxValue },
        TimeProvider.System,
        NullLogger.Instance);

    private static async Task WithStoreAsync(string directory, Func<ILogStore, ISnapshotStore, Task> use)
    {
        using var data = DataDirectory.Open(directory);
        await using var database = SqliteDatabase.Open(data.DatabasePath);
        await using var store = EmbeddedLogStore.Open(data, new EmbeddedLogOptions(), TimeProvider.System);
        await use(store, new SqliteSnapshotStore(database));
    }
}
