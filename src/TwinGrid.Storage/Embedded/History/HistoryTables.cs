using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>Writes to the tables of history, each within the caller's transaction.</summary>
internal static class HistoryTables
{
    /// <summary>Id of a run's row.</summary>
    public static long RunId(long segment, uint series) => (segment << 32) | series;

    /// <summary>The series of a run's row.</summary>
    public static uint SeriesOf(long runId) => (uint)runId;

    public static long PartitionId(SqliteSession session, string key) =>
        session.Scalar<long>("SELECT id FROM history_partition WHERE key = $1", key);

    public static long EnsurePartition(SqliteSession session, string key)
    {
        session.Execute(
            "INSERT INTO history_partition (key, history_id, indexed_through) VALUES ($1, $2, 0) ON CONFLICT (key) DO NOTHING", key, Guid.Empty.ToByteArray());
        return PartitionId(session, key);
    }

    /// <summary>Adds a segment under the smallest id that is free: ids of merged ones are given out again, so that 31 bits last for ever.</summary>
    public static long AddSegment(SqliteSession session, long partition, int tier, long firstTime, long lastTime)
    {
        var id = session.Scalar<long>(
            """
            SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM history_segment WHERE id = 1) THEN 1 ELSE (
                SELECT a.id + 1 FROM history_segment AS a
                WHERE NOT EXISTS (SELECT 1 FROM history_segment AS b WHERE b.id = a.id + 1) ORDER BY a.id LIMIT 1) END
            """);
        session.Execute(
            "INSERT INTO history_segment (id, partition, tier, first_time, last_time) VALUES ($1, $2, $3, $4, $5)", id, partition, tier, firstTime, lastTime);
        return id;
    }

    public static void AddRun(SqliteSession session, long segment, EncodedRun run) =>
        session.Execute(
            "INSERT INTO history_run (id, committed, data) VALUES ($1, $2, $3)", RunId(segment, run.Series), run.CommittedNs, run.Data);

    public static void AddChunk(SqliteSession session, long partition, EncodedRun run) =>
        session.Execute(
            """
            INSERT INTO history_chunk (partition, series, span, first_time, last_time, first_index, last_index, committed, samples, bytes, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            partition, (long)run.Series, SpanClass.Of(run.FirstTime, run.LastTime), run.FirstTime, run.LastTime, run.FirstIndex, run.LastIndex,
            run.CommittedNs, run.Samples, run.Data.Length, run.Data);
}
