using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>
/// Merges eight segments of a tier into one of the next, in steps of a few series, each a transaction of its own: rows leave the old segments as
/// they enter the new one, so a reader finds every sample exactly once at any time, and a crash resumes where it was.
/// </summary>
internal sealed class SegmentMerge(SqliteDatabase database, ChunkCodecs codecs, string partition)
{
    /// <summary>Segments merged at once. Each sample is written once a tier, and a read looks into fewer than eight segments a tier.</summary>
    public const int FanIn = 8;

    /// <summary>Does a step; returns how many series it moved, 0 when there is nothing to merge.</summary>
    public async Task<int> StepAsync(int maxSeries, CancellationToken cancellationToken)
    {
        var (id, target, sources) = await database.WriteAsync(Plan, cancellationToken);
        if (sources.Count == 0)
        {
            return 0;
        }

        var rows = await database.ReadAsync(session => Take(session, sources, maxSeries), cancellationToken);
        var merged = codecs.Use(codec => rows.GroupBy(row => HistoryTables.SeriesOf(row.Id)).OrderBy(group => group.Key)
            .Select(group => Merge(codec, sources, [.. group])).ToList());
        await database.WriteAsync(session => Move(session, id, target, sources, rows, merged), cancellationToken);

        // Emptied segments count as work: the next step begins another merge.
        return Math.Max(1, merged.Count);
    }

    private (long Partition, long Target, List<Segment> Sources) Plan(SqliteSession session)
    {
        var id = HistoryTables.PartitionId(session, partition);
        var target = session.Scalar<long>("SELECT MIN(into_segment) FROM history_segment WHERE partition = $1", id);
        if (target == 0 && !TryBegin(session, id, out target))
        {
            return (id, 0, []);
        }

        return (id, target, session.Query(
            "SELECT id, first_time, last_time FROM history_segment WHERE into_segment = $1 ORDER BY id", Segment.Of, target));
    }

    private static bool TryBegin(SqliteSession session, long id, out long target)
    {
        target = 0;
        var full = session.Query(
            "SELECT tier FROM history_segment WHERE partition = $1 GROUP BY tier HAVING COUNT(*) >= $2 ORDER BY tier LIMIT 1",
            row => row.GetInt32(0), id, FanIn);
        if (full.Count == 0)
        {
            return false;
        }

        var sources = session.Query(
            "SELECT id, first_time, last_time FROM history_segment WHERE partition = $1 AND tier = $2 ORDER BY first_time LIMIT $3",
            Segment.Of, id, full[0], FanIn);
        target = HistoryTables.AddSegment(session, id, full[0] + 1, sources.Min(source => source.FirstTime), sources.Max(source => source.LastTime));
        foreach (var source in sources)
        {
            session.Execute("UPDATE history_segment SET into_segment = $2 WHERE id = $1", source.Id, target);
        }

        return true;
    }

    /// <summary>All rows of the first few series that the segments still have.</summary>
    private static List<Row> Take(SqliteSession session, List<Segment> sources, int maxSeries)
    {
        var rows = new List<Row>();
        var last = uint.MaxValue;
        foreach (var source in sources)
        {
            var some = session.Query(
                "SELECT id, committed, data FROM history_run WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3",
                Row.Of, HistoryTables.RunId(source.Id, 0), HistoryTables.RunId(source.Id, last), maxSeries);
            rows.AddRange(some);

            // A segment that has more says nothing about the series after its last one.
            last = some.Count == maxSeries ? Math.Min(last, HistoryTables.SeriesOf(some[^1].Id)) : last;
        }

        return rows.FindAll(row => HistoryTables.SeriesOf(row.Id) <= last);
    }

    /// <summary>What becomes of a series' rows: chunks, and at most one run that is still short.</summary>
    private static (List<EncodedRun> Chunks, EncodedRun? Short) Merge(ChunkCodecs.Codec codec, List<Segment> sources, List<Row> rows)
    {
        var runs = new List<HistoryRun>();
        var chunks = new List<EncodedRun>();
        foreach (var row in rows)
        {
            if (codec.TryDecode(row.Data) is { } run)
            {
                runs.Add(run);
            }
            else
            {
                // Set aside as it is, where a read of its time will still find and report it.
                var (_, first, last) = sources.Find(source => source.Id == row.Id >> 32);
                chunks.Add(new EncodedRun(HistoryTables.SeriesOf(row.Id), first, last, 0, long.MaxValue, row.CommittedNs, 1, row.Data));
            }
        }

        var merged = runs.Count == 0 ? null : HistoryRuns.Merge(runs);
        if (merged is null || merged.Times.Length < RunSplitter.LongEnough)
        {
            return (chunks, merged is null ? null : codec.EncodePassing(merged));
        }

        chunks.AddRange(RunSplitter.Split(merged).Select(codec.EncodeLasting));
        return (chunks, null);
    }

    private static void Move(
        SqliteSession session, long id, long target, List<Segment> sources, List<Row> rows, List<(List<EncodedRun> Chunks, EncodedRun? Short)> merged)
    {
        foreach (var row in rows)
        {
            session.Execute("DELETE FROM history_run WHERE id = $1", row.Id);
        }

        foreach (var (chunks, brief) in merged)
        {
            chunks.ForEach(chunk => HistoryTables.AddChunk(session, id, chunk));
            if (brief is not null)
            {
                HistoryTables.AddRun(session, target, brief);
            }
        }

        foreach (var source in sources)
        {
            DropIfEmpty(session, source.Id);
        }

        if (session.Scalar<long>("SELECT COUNT(*) FROM history_segment WHERE into_segment = $1", target) == 0)
        {
            DropIfEmpty(session, target);
        }
    }

    private static void DropIfEmpty(SqliteSession session, long segment) =>
        session.Execute(
            "DELETE FROM history_segment WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM history_run WHERE id BETWEEN $2 AND $3)",
            segment, HistoryTables.RunId(segment, 0), HistoryTables.RunId(segment, uint.MaxValue));

    private readonly record struct Segment(long Id, long FirstTime, long LastTime)
    {
        public static Segment Of(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private readonly record struct Row(long Id, long CommittedNs, byte[] Data)
    {
        public static Row Of(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2));
    }
}
