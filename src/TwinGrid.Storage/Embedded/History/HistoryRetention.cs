using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>
/// Drops what is too old by commit time, then what is oldest beyond the bytes; a few hundred rows a transaction, so that appends get their turn.
/// Runs in segments age too, but count little and are left to the age bound.
/// </summary>
internal sealed class HistoryRetention(SqliteDatabase database, string partition, IReadOnlyCollection<uint> series)
{
    private const int RowsAtOnce = 256;

    /// <summary>Bytes by commit time are summed up over so many nanoseconds: how finely the bytes bound cuts.</summary>
    private const long Grain = 10_000_000_000;

    /// <summary>Returns the bytes dropped.</summary>
    public async Task<long> ApplyAsync(long? committedBeforeNs, long? maxBytes, CancellationToken cancellationToken)
    {
        var id = await database.ReadAsync(session => HistoryTables.PartitionId(session, partition), cancellationToken);
        var dropped = committedBeforeNs is { } bound ? await DropAsync(id, bound, cancellationToken) : 0;
        return maxBytes is { } bytes && await FindBoundAsync(id, bytes, cancellationToken) is { } oldest
            ? dropped + await DropAsync(id, oldest, cancellationToken)
            : dropped;
    }

    private async Task<long> DropAsync(long id, long committedBefore, CancellationToken cancellationToken)
    {
        long dropped = 0;
        foreach (var batch in series.Chunk(RowsAtOnce))
        {
            while (true)
            {
                var rows = await database.ReadAsync(session => FindOld(session, id, batch, committedBefore), cancellationToken);
                if (rows.Count == 0)
                {
                    break;
                }

                await database.WriteAsync(session => rows.ForEach(row => session.Execute(row.Delete, row.Id)), cancellationToken);
                dropped += rows.Sum(row => row.Bytes);
            }
        }

        return dropped;
    }

    private static List<(string Delete, long Id, long Bytes)> FindOld(SqliteSession session, long id, uint[] batch, long committedBefore)
    {
        var rows = new List<(string Delete, long Id, long Bytes)>();
        foreach (var one in batch)
        {
            rows.AddRange(session.Query(
                """
                SELECT id, bytes FROM history_chunk INDEXED BY history_chunk_by_commit
                WHERE partition = $1 AND series = $2 AND committed < $3 ORDER BY committed LIMIT $4
                """,
                row => ("DELETE FROM history_chunk WHERE id = $1", row.GetInt64(0), row.GetInt64(1)),
                id, (long)one, committedBefore, RowsAtOnce));
            rows.AddRange(session.Query(
                """
                SELECT run.id, LENGTH(run.data) FROM history_segment AS segment CROSS JOIN history_run AS run ON run.id = (segment.id << 32) | $2
                WHERE segment.partition = $1 AND run.committed < $3
                """,
                row => ("DELETE FROM history_run WHERE id = $1", row.GetInt64(0), row.GetInt64(1)),
                id, (long)one, committedBefore));
            if (rows.Count >= RowsAtOnce)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>The commit time before which chunks must go so that the rest fits; null when all of it fits.</summary>
    private async Task<long?> FindBoundAsync(long id, long maxBytes, CancellationToken cancellationToken)
    {
        var byTime = new SortedDictionary<long, long>();
        foreach (var batch in series.Chunk(RowsAtOnce))
        {
            foreach (var (time, bytes) in await database.ReadAsync(session => SumUp(session, id, batch), cancellationToken))
            {
                byTime[time] = byTime.GetValueOrDefault(time) + bytes;
            }
        }

        var excess = byTime.Values.Sum() - maxBytes;
        if (excess <= 0)
        {
            return null;
        }

        foreach (var (time, bytes) in byTime)
        {
            excess -= bytes;
            if (excess <= 0)
            {
                return (time + 1) * Grain;
            }
        }

        return long.MaxValue;
    }

    private static List<(long Time, long Bytes)> SumUp(SqliteSession session, long id, uint[] batch)
    {
        var sums = new List<(long Time, long Bytes)>();
        foreach (var one in batch)
        {
            sums.AddRange(session.Query(
                """
                SELECT committed / $3, SUM(bytes) FROM history_chunk INDEXED BY history_chunk_by_commit
                WHERE partition = $1 AND series = $2 GROUP BY 1
                """,
                row => (row.GetInt64(0), row.GetInt64(1)),
                id, (long)one, Grain));
        }

        return sums;
    }
}
