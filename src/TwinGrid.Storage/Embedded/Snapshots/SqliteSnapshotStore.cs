using System.IO.Hashing;
using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.Snapshots;

/// <summary>
/// Snapshots in SQLite, a row a piece, each with an XxHash3 of (snapshot, number, bytes). Pieces are written in transactions of their own, so
/// that a large snapshot never holds the writer for long; the snapshot counts once its own row says so.
/// </summary>
internal sealed class SqliteSnapshotStore(SqliteDatabase database) : ISnapshotStore
{
    public const string Schema =
        """
        CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            partition TEXT NOT NULL,
            history_id BLOB NOT NULL,
            commit_index INTEGER NOT NULL,
            pieces INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            completed INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX snapshot_partition ON snapshot (partition, completed, commit_index);
        CREATE TABLE snapshot_piece (
            snapshot INTEGER NOT NULL,
            number INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (snapshot, number)
        ) WITHOUT ROWID;

        """;

    /// <summary>Completed snapshots that are kept.</summary>
    public const int Kept = 2;

    public async ValueTask<IReadOnlyList<SnapshotInfo>> ListAsync(PartitionKey partition, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(
                """
                SELECT id, history_id, commit_index, pieces, bytes FROM snapshot
                WHERE partition = $1 AND completed = 1 ORDER BY commit_index DESC, id DESC
                """,
                row => new SnapshotInfo(row.GetInt64(0), new Guid(row.GetFieldValue<byte[]>(1)), (ulong)row.GetInt64(2), row.GetInt32(3), row.GetInt64(4)),
                partition.ToString()),
            cancellationToken);

    public async ValueTask<ISnapshotWriter> BeginAsync(PartitionKey partition, Guid historyId, ulong index, CancellationToken cancellationToken)
    {
        var id = await database.WriteAsync(
            session =>
            {
                DropUnfinished(session, partition);
                session.Execute(
                    "INSERT INTO snapshot (partition, history_id, commit_index) VALUES ($1, $2, $3)",
                    partition.ToString(), historyId.ToByteArray(), (long)index);
                return session.Scalar<long>("SELECT last_insert_rowid()");
            },
            cancellationToken);
        return new SqliteSnapshotWriter(database, partition, id);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        PartitionKey partition, SnapshotInfo snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; number < snapshot.Pieces; number++)
        {
            var wanted = number;
            var found = await database.ReadAsync(
                session => session.Query(
                    "SELECT checksum, content FROM snapshot_piece WHERE snapshot = $1 AND number = $2",
                    row => (Checksum: row.GetInt64(0), Content: row.GetFieldValue<byte[]>(1)),
                    snapshot.Id, wanted),
                cancellationToken);
            if (found.Count == 0 || found[0].Checksum != Checksum(snapshot.Id, number, found[0].Content))
            {
                throw new InvalidDataException(
                    $"Snapshot {snapshot.Id} of {partition} at commit index {snapshot.Index}: piece {number} of {snapshot.Pieces} is {(found.Count == 0 ? "missing" : "damaged")}.");
            }

            yield return found[0].Content;
        }
    }

    internal static long Checksum(long snapshot, int number, ReadOnlySpan<byte> content) =>
        (long)XxHash3.HashToUInt64(content, unchecked((snapshot * 1_000_003) + number));

    internal static void Drop(SqliteSession session, long id)
    {
        session.Execute("DELETE FROM snapshot_piece WHERE snapshot = $1", id);
        session.Execute("DELETE FROM snapshot WHERE id = $1", id);
    }

    private static void DropUnfinished(SqliteSession session, PartitionKey partition)
    {
        foreach (var id in session.Query("SELECT id FROM snapshot WHERE partition = $1 AND completed = 0", row => row.GetInt64(0), partition.ToString()))
        {
            Drop(session, id);
        }
    }
}
