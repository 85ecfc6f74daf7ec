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
            .Select(group => Merge(codec, [.. group.Select(row => codec.Decode(row.Data))])).ToList());
        await database.WriteAsync(session => Move(session, id, target, sources, rows, merged), cancellationToken);

        // Emptied segments count as work: the next step begins another merge.
        return Math.Max(1, merged.Count);
    }

    private (long Partition, long Target, List<long> Sources) Plan(SqliteSession session)
    {
        var id = HistoryTables.PartitionId(session, partition);
        var target = session.Scalar<long>("SELECT MIN(into_segment) FROM history_segment WHERE partition = $1", id);
        if (target == 0 && !TryBegin(session, id, out target))
        {
            return (id, 0, []);
        }

        return (id, target, session.Query("SELECT id FROM history_segment WHERE into_segment = $1 ORDER BY id", row => row.GetInt64(0), target));
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
            row => (Id: row.GetInt64(0), First: row.GetInt64(1), Last: row.GetInt64(2)), id, full[0], FanIn);
        target = HistoryTables.AddSegment(session, id, full[0] + 1, sources.Min(source => source.First), sources.Max(source => source.Last));
        foreach (var source in sources)
        {
            session.Execute("UPDATE history_segment SET into_segment = $2 WHERE id = $1", source.Id, target);
        }

        return true;
    }

    /// <summary>All rows of the first few series that the segments still have.</summary>
    private static List<(long Id, byte[] Data)> Take(SqliteSession session, List<long> sources, int maxSeries)
    {
        var rows = new List<(long Id, byte[] Data)>();
        var last = uint.MaxValue;
        foreach (var source in sources)
        {
            var some = session.Query(
                "SELECT id, data FROM history_run WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3",
                row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
                HistoryTables.RunId(source, 0), HistoryTables.RunId(source, last), maxSeries);
            rows.AddRange(some);

            // A segment that has more says nothing about the series after its last one.
            last = some.Count == maxSeries ? Math.Min(last, HistoryTables.SeriesOf(some[^1].Item1)) : last;
        }

        return rows.FindAll(row => HistoryTables.SeriesOf(row.Id) <= last);
    }

    private static (bool IsChunk, List<EncodedRun> Runs) Merge(ChunkCodecs.Codec codec, List<HistoryRun> runs)
    {
        var run = HistoryRuns.Merge(runs);
        return run.Times.Length >= RunSplitter.LongEnough
            ? (true, RunSplitter.Split(run).Select(codec.EncodeLasting).ToList())
            : (false, [codec.EncodePassing(run)]);
    }

    private static void Move(
        SqliteSession session,
        long id,
        long target,
        List<long> sources,
        List<(long Id, byte[] Data)> rows,
        List<(bool IsChunk, List<EncodedRun> Runs)> merged)
    {
        foreach (var row in rows)
        {
            session.Execute("DELETE FROM history_run WHERE id = $1", row.Id);
        }

        foreach (var (isChunk, runs) in merged)
        {
            foreach (var run in runs)
            {
                if (isChunk)
                {
                    HistoryTables.AddChunk(session, id, run);
                }
                else
                {
                    HistoryTables.AddRun(session, target, run);
                }
            }
        }

        foreach (var source in sources)
        {
            DropIfEmpty(session, source);
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
}
