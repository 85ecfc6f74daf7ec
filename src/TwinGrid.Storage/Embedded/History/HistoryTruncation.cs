using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>Takes back what was indexed of commits that the log has lost. Rare, so it looks at every row, in one transaction.</summary>
internal static class HistoryTruncation
{
    public static Task RunAsync(SqliteDatabase database, ChunkCodecs codecs, string partition, HistoryPosition through, CancellationToken cancellationToken) =>
        database.WriteAsync(session => codecs.Use(codec => Truncate(session, codec, partition, through)), cancellationToken);

    private static int Truncate(SqliteSession session, ChunkCodecs.Codec codec, string partition, HistoryPosition through)
    {
        var id = HistoryTables.PartitionId(session, partition);
        var last = checked((long)through.Index);
        foreach (var chunk in session.Query("SELECT id FROM history_chunk WHERE partition = $1 AND last_index > $2", row => row.GetInt64(0), id, last))
        {
            var data = session.Scalar<byte[]>("SELECT data FROM history_chunk WHERE id = $1", chunk)!;
            if (codec.TryDecode(data) is not { } run)
            {
                continue;
            }

            session.Execute("DELETE FROM history_chunk WHERE id = $1", chunk);
            if (Keep(run, through.Index) is { } kept)
            {
                HistoryTables.AddChunk(session, id, codec.EncodeLasting(kept));
            }
        }

        foreach (var segment in session.Query("SELECT id FROM history_segment WHERE partition = $1", row => row.GetInt64(0), id))
        {
            TruncateSegment(session, codec, segment, through.Index);
        }

        session.Execute("DELETE FROM history_event WHERE partition = $1 AND commit_index > $2", id, last);
        return session.Execute(
            "UPDATE history_partition SET indexed_through = $2, history_id = $3 WHERE id = $1 AND indexed_through > $2", id, last, through.HistoryId.ToByteArray());
    }

    private static void TruncateSegment(SqliteSession session, ChunkCodecs.Codec codec, long segment, ulong through)
    {
        var runs = session.Query(
            "SELECT id FROM history_run WHERE id BETWEEN $1 AND $2", row => row.GetInt64(0),
            HistoryTables.RunId(segment, 0), HistoryTables.RunId(segment, uint.MaxValue));
        foreach (var id in runs)
        {
            var data = session.Scalar<byte[]>("SELECT data FROM history_run WHERE id = $1", id)!;
            if (codec.TryDecode(data) is { } run && run.CommitIndexes.Span.ContainsAnyInRange(through + 1, ulong.MaxValue))
            {
                session.Execute("DELETE FROM history_run WHERE id = $1", id);
                if (Keep(run, through) is { } kept)
                {
                    HistoryTables.AddRun(session, segment, codec.EncodePassing(kept));
                }
            }
        }
    }

    private static HistoryRun? Keep(HistoryRun run, ulong through)
    {
        var builder = new HistoryRunBuilder();
        for (var i = 0; i < run.Times.Length; i++)
        {
            if (run.CommitIndexes.Span[i] <= through)
            {
                builder.Add(HistoryRuns.Slice(run, i, 1));
            }
        }

        return builder.Count == 0 ? null : builder.Build(run.Series, run.CommittedNs);
    }
}
