using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>History in SQLite: see <see cref="HistorySchema"/> for how it lies there.</summary>
internal sealed class SqliteHistoryStore(SqliteDatabase database) : IHistoryStore, IDisposable
{
    private readonly ChunkCodecs codecs = new();

    // Merging, retention and truncation move rows about after having looked at them: one at a time. Appends only add.
    private readonly SemaphoreSlim maintenance = new(1, 1);

    public async ValueTask<HistoryPosition> GetPositionAsync(PartitionKey partition, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => Position(session, partition), cancellationToken);

    public async ValueTask<bool> AppendAsync(
        PartitionKey partition,
        IEnumerable<HistoryRun> runs,
        IReadOnlyList<HistoryEvent> events,
        ulong after,
        HistoryPosition through,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(through.Index, after, nameof(through));
        var encoded = codecs.Use(codec => EncodeAll(codec, runs));
        return await database.WriteAsync(
            session =>
            {
                var id = HistoryTables.EnsurePartition(session, partition.ToString());
                var moved = session.Execute(
                    "UPDATE history_partition SET indexed_through = $3, history_id = $4 WHERE id = $1 AND indexed_through = $2",
                    id, (long)after, checked((long)through.Index), through.HistoryId.ToByteArray());
                if (moved == 0)
                {
                    return false;
                }

                AddRuns(session, id, encoded);
                EventTable.Add(session, id, events);
                return true;
            },
            cancellationToken);
    }

    public ValueTask TruncateAsync(PartitionKey partition, HistoryPosition through, CancellationToken cancellationToken) =>
        MaintainAsync(() => HistoryTruncation.RunAsync(database, codecs, partition.ToString(), through, cancellationToken), cancellationToken);

    public async ValueTask<HistoryPage> ReadAsync(PartitionKey partition, SeriesId series, HistoryRange range, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(range.ToNs, range.FromNs, nameof(range));
        ArgumentOutOfRangeException.ThrowIfLessThan(range.EnoughSamples, 1, nameof(range));
        try
        {
            var (chunks, from, to) = await database.ReadAsync(
                session => new PageReader(session, HistoryTables.PartitionId(session, partition.ToString()), series.Value, range).Read(), cancellationToken);
            return new HistoryPage(codecs.Use(codec => chunks.ConvertAll(chunk => codec.Decode(chunk))), from, to);
        }
        catch (InvalidDataException damage)
        {
            var position = await GetPositionAsync(partition, cancellationToken);
            throw new DataLossException(
                partition.ToString(), position.HistoryId, $"History of series {series} in [{range.FromNs}, {range.ToNs}) ns is damaged: {damage.Message}");
        }
    }

    public async ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(
        PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.ReadAsync(
            session => EventTable.Read(session, HistoryTables.PartitionId(session, partition.ToString()), after, limit), cancellationToken);
    }

    public async ValueTask<int> MergeAsync(PartitionKey partition, int maxSeries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSeries, 1);
        var worked = 0;
        await MaintainAsync(
            async () => worked = await new SegmentMerge(database, codecs, partition.ToString()).StepAsync(maxSeries, cancellationToken), cancellationToken);
        return worked;
    }

    public async ValueTask<long> ApplyRetentionAsync(
        PartitionKey partition, IReadOnlyCollection<SeriesId> series, long? committedBeforeNs, long? maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(series);
        long dropped = 0;
        await MaintainAsync(
            async () => dropped = await new HistoryRetention(database, partition.ToString(), [.. series.Select(one => one.Value)]).ApplyAsync(committedBeforeNs, maxBytes, cancellationToken),
            cancellationToken);
        return dropped;
    }

    public async ValueTask<long> GetBytesAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Scalar<long>(
                "SELECT (SELECT COALESCE(SUM(bytes), 0) FROM history_chunk) + (SELECT COALESCE(SUM(LENGTH(data)), 0) FROM history_run)"),
            cancellationToken);

    public void Dispose()
    {
        codecs.Dispose();
        maintenance.Dispose();
    }

    private static HistoryPosition Position(SqliteSession session, PartitionKey partition) =>
        session.Query(
            "SELECT history_id, indexed_through FROM history_partition WHERE key = $1",
            row => new HistoryPosition(new Guid(row.GetFieldValue<byte[]>(0)), (ulong)row.GetInt64(1)),
            partition.ToString())
        .FirstOrDefault();

    private static List<EncodedRun> EncodeAll(ChunkCodecs.Codec codec, IEnumerable<HistoryRun> runs)
    {
        var encoded = new List<EncodedRun>();
        foreach (var run in runs)
        {
            if (run.Times.Length < RunSplitter.LongEnough)
            {
                encoded.Add(codec.EncodePassing(run));
            }
            else
            {
                encoded.AddRange(RunSplitter.Split(run).Select(codec.EncodeLasting));
            }
        }

        return encoded;
    }

    private static void AddRuns(SqliteSession session, long partition, List<EncodedRun> runs)
    {
        // A cut run's pieces are chunks too, however short: a segment has one run a series.
        var pieces = runs.GroupBy(run => run.Series).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet();
        bool IsChunk(EncodedRun run) => run.Samples >= RunSplitter.LongEnough || pieces.Contains(run.Series);
        foreach (var chunk in runs.Where(IsChunk))
        {
            HistoryTables.AddChunk(session, partition, chunk);
        }

        var brief = runs.Where(run => !IsChunk(run)).OrderBy(run => run.Series).ToList();
        if (brief.Count > 0)
        {
            var segment = HistoryTables.AddSegment(session, partition, tier: 0, brief.Min(run => run.FirstTime), brief.Max(run => run.LastTime));
            brief.ForEach(run => HistoryTables.AddRun(session, segment, run));
        }
    }

    private async ValueTask MaintainAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await maintenance.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            maintenance.Release();
        }
    }
}
