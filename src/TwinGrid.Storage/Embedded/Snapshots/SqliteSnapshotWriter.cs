using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.Snapshots;

internal sealed class SqliteSnapshotWriter(SqliteDatabase database, PartitionKey partition, long id) : ISnapshotWriter
{
    private const int MaxPieceBytes = 4 << 20;

    private int pieces;
    private long bytes;
    private bool completed;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(piece.Length, MaxPieceBytes);
        var content = piece.ToArray();
        var number = pieces;
        await database.WriteAsync(
            session => session.Execute(
                "INSERT INTO snapshot_piece (snapshot, number, checksum, content) VALUES ($1, $2, $3, $4)",
                id, number, SqliteSnapshotStore.Checksum(id, number, content), content),
            cancellationToken);
        pieces++;
        bytes += content.Length;
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session =>
            {
                session.Execute("UPDATE snapshot SET pieces = $2, bytes = $3, completed = 1 WHERE id = $1", id, pieces, bytes);
                foreach (var old in session.Query(
                    "SELECT id FROM snapshot WHERE partition = $1 AND completed = 1 ORDER BY commit_index DESC, id DESC LIMIT -1 OFFSET $2",
                    row => row.GetInt64(0),
                    partition.ToString(),
                    SqliteSnapshotStore.Kept))
                {
                    SqliteSnapshotStore.Drop(session, old);
                }
            },
            cancellationToken);
        completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!completed)
        {
            await database.WriteAsync(session => SqliteSnapshotStore.Drop(session, id), CancellationToken.None);
        }
    }
}
