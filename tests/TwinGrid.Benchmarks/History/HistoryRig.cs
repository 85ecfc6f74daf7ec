using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Benchmarks.History;

/// <summary>A partition's log, its index and the index's upkeep, without what stands before them: what history costs by itself.</summary>
internal sealed class HistoryRig : IAsyncDisposable
{
    private const int RunLength = 10;

    private static readonly PartitionKey Key = new("bench", 0);

    private readonly string directory = Directory.CreateTempSubdirectory("twingrid-bench-").FullName;
    private readonly CancellationTokenSource stopping = new();
    private readonly Random random = new(1);
    private readonly HistoryOptions options = new();
    private readonly DataDirectory data;
    private readonly EmbeddedLogStore logs;
    private readonly SqliteDatabase database;
    private readonly SqliteHistoryStore store;
    private readonly HistoryProjections projections;
    private readonly HistoryMaintenance upkeep;
    private readonly HistoryReader reader;
    private readonly double[] levels;
    private IPartitionLog log = null!;
    private int nextSeries;
    private ulong nextSeq = 1;

    public HistoryRig(int series)
    {
        levels = new double[series];
        data = DataDirectory.Open(directory);
        logs = EmbeddedLogStore.Open(data, new EmbeddedLogOptions(), TimeProvider.System);
        database = SqliteDatabase.Open(data.DatabasePath);
        store = new SqliteHistoryStore(database);
        projections = new HistoryProjections(store, options, TimeProvider.System, NullLogger<HistoryProjections>.Instance);
        upkeep = new HistoryMaintenance(store, projections, options, TimeProvider.System, NullLogger<HistoryMaintenance>.Instance);
        reader = new HistoryReader(store, projections, options, TimeProvider.System);
    }

    /// <summary>Samples committed.</summary>
    public long Samples { get; private set; }

    public async Task StartAsync()
    {
        log = await logs.OpenAsync(Key, stopping.Token);
        await projections.AttachAsync(new FollowedLog(Key, log, new EveryNumber(), () => log.DurableIndex), stopping.Token);
        await upkeep.StartAsync(stopping.Token);
    }

    /// <summary>Commits at a rate for a time, and looks at the lag ten times a second.</summary>
    /// <returns>Lags in seconds, ascending; at least one.</returns>
    public async Task<List<double>> RunAsync(int samplesPerSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        const int Batch = 1000;
        var lags = new List<double>();
        var clock = Stopwatch.StartNew();
        var (looked, committed) = (TimeSpan.FromHours(-1), 0L);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (clock.Elapsed < duration)
        {
            while (committed < clock.Elapsed.TotalSeconds * samplesPerSecond)
            {
                await CommitAsync(Batch);
                committed += Batch;
            }

            if (clock.Elapsed - looked > TimeSpan.FromMilliseconds(100))
            {
                looked = clock.Elapsed;
                lags.Add(reader.GetProgress(Key).Lag.TotalSeconds);
                log.ReleaseBefore(projections.IndexedThrough(Key) + 1);
            }

            await tick.WaitForNextTickAsync(cancellationToken);
        }

        lags.Sort();
        return lags;
    }

    /// <summary>Waits until all of it is indexed and merged; returns the bytes of all chunks.</summary>
    public async Task<long> SettleAsync()
    {
        await projections.DetachAsync(Key, log);
        await upkeep.StopAsync(CancellationToken.None);
        while (await store.MergeAsync(Key, options.MergeSeries, stopping.Token) > 0)
        {
        }

        return await store.GetBytesAsync(stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await projections.DetachAsync(Key, log);
        await upkeep.StopAsync(CancellationToken.None);
        await log.DisposeAsync();
        await logs.DisposeAsync();
        await database.DisposeAsync();
        store.Dispose();
        upkeep.Dispose();
        data.Dispose();
        stopping.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task CommitAsync(int count)
    {
        using var batch = SampleBatch.Rent(count, count / RunLength, qualities: false);
        batch.Seq = nextSeq++;
        var now = Nanoseconds.Now(TimeProvider.System);
        for (var run = 0; run < count / RunLength; run++)
        {
            (batch.RunSeries[run], batch.RunLength[run]) = ((uint)nextSeries, RunLength);
            for (var i = run * RunLength; i < (run + 1) * RunLength; i++)
            {
                // Sensors: milliseconds with jitter, a slow walk with noise in the last bits.
                batch.Times[i] = ((now / 1_000_000) + (i % RunLength * 30) + random.Next(3)) * 1_000_000;
                levels[nextSeries] += random.NextDouble() - 0.5;
                batch.Values[i] = 50 + levels[nextSeries];
            }

            nextSeries = (nextSeries + 1) % levels.Length;
        }

        for (var (appended, length) = TryAppend(batch, now); !appended; (appended, length) = TryAppend(batch, now))
        {
            await log.WaitForRoomAsync(length, stopping.Token);
        }

        Samples += count;
    }

    private (bool IsAppended, int Length) TryAppend(SampleBatch batch, long now)
    {
        var content = new SamplesContent(batch, 0, now, [], null);
        return (log.TryAppend(RecordKinds.Samples, content.Length, content, SamplesContent.Write) != 0, content.Length);
    }

    private sealed class EveryNumber : ISeriesTraits
    {
        public bool IsText(SeriesId series) => false;

        public bool IsKept(SeriesId series) => true;

        public IReadOnlyList<RetentionClass> BoundedClasses() => [];
    }
}
