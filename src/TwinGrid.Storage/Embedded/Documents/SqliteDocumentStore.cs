using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.Documents;

/// <summary>Documents in SQLite.</summary>
internal sealed class SqliteDocumentStore(SqliteDatabase database) : IDocumentStore
{
    public const string Schema =
        """
        CREATE TABLE document (
            collection TEXT NOT NULL,
            key TEXT NOT NULL,
            revision INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (collection, key)
        );

        """;

    private const int MaxCollectionLength = 64;
    private const int MaxKeyLength = 512;
    private const int MaxContentBytes = 64 << 20;

    public async ValueTask<StoredDocument?> GetAsync(string collection, string key, CancellationToken cancellationToken)
    {
        Check(collection, key);
        var found = await database.ReadAsync(
            session => session.Query("SELECT key, revision, content FROM document WHERE collection = $1 AND key = $2", Read, collection, key),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<long?> PutAsync(
        string collection, string key, ReadOnlyMemory<byte> content, long? ifRevision, CancellationToken cancellationToken)
    {
        Check(collection, key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaxContentBytes);
        var bytes = content.ToArray();
        return await database.WriteAsync<long?>(
            session =>
            {
                var revision = session.Scalar<long>("SELECT revision FROM document WHERE collection = $1 AND key = $2", collection, key);
                if (ifRevision is { } expected && expected != revision)
                {
                    return null;
                }

                session.Execute(
                    """
                    INSERT INTO document (collection, key, revision, content) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (collection, key) DO UPDATE SET revision = excluded.revision, content = excluded.content
                    """,
                    collection, key, revision + 1, bytes);
                return revision + 1;
            },
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string collection, string key, long? ifRevision, CancellationToken cancellationToken)
    {
        Check(collection, key);
        return await database.WriteAsync(
            session => session.Execute(
                "DELETE FROM document WHERE collection = $1 AND key = $2 AND ($3 IS NULL OR revision = $3)", collection, key, ifRevision) > 0,
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoredDocument>> ListAsync(
        string collection, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Check(collection, afterKey ?? "");
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return await database.ReadAsync(
            session => session.Query(
                "SELECT key, revision, content FROM document WHERE collection = $1 AND key > $2 ORDER BY key LIMIT $3", Read, collection, afterKey ?? "", limit),
            cancellationToken);
    }

    private static StoredDocument Read(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2));

    private static void Check(string collection, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(collection.Length, MaxCollectionLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MaxKeyLength);
    }
}
