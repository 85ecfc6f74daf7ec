using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.GrainState;

/// <summary>Orleans grain state in SQLite. The etag is a revision that rises with each write; a stale one is <see cref="InconsistentStateException"/>.</summary>
internal sealed class SqliteGrainStorage(SqliteDatabase database, IGrainStorageSerializer serializer) : IGrainStorage
{
    public const string Schema =
        """
        CREATE TABLE grain_state (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            revision INTEGER NOT NULL,
            content BLOB,
            PRIMARY KEY (grain, name)
        );

        """;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            session => session.Query(
                "SELECT revision, content FROM grain_state WHERE grain = $1 AND name = $2",
                row => (Revision: row.GetInt64(0), Content: row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
                grainId.ToString(), stateName),
            cancellationToken);
        grainState.ETag = found.Count == 0 ? null! : Format(found[0].Revision);
        grainState.RecordExists = found is [{ Content: not null }];
        grainState.State = found is [{ Content: { } content }]
            ? serializer.Deserialize<T>(new BinaryData(content))
            : Activator.CreateInstance<T>();
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var content = serializer.Serialize(grainState.State).ToArray();
        grainState.ETag = await StoreAsync(stateName, grainId, grainState.ETag, content, cancellationToken);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <remarks>The row stays, empty, so that an etag from before the clearing never matches again.</remarks>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        grainState.ETag = await StoreAsync(stateName, grainId, grainState.ETag, null, cancellationToken);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private async Task<string> StoreAsync(string stateName, GrainId grainId, string? etag, byte[]? content, CancellationToken cancellationToken)
    {
        var grain = grainId.ToString();
        var expected = etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
        var (stored, revision) = await database.WriteAsync(
            session =>
            {
                var current = session.Scalar<long>("SELECT revision FROM grain_state WHERE grain = $1 AND name = $2", grain, stateName);
                if (current != expected)
                {
                    return (false, current);
                }

                session.Execute(
                    """
                    INSERT INTO grain_state (grain, name, revision, content) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (grain, name) DO UPDATE SET revision = excluded.revision, content = excluded.content
                    """,
                    grain, stateName, current + 1, content);
                return (true, current + 1);
            },
            cancellationToken);
        return stored
            ? Format(revision)
            : throw new InconsistentStateException($"State '{stateName}' of {grain} has revision {revision}, not {expected}.", Format(revision), etag ?? "");
    }

    private static string Format(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
