using System.Globalization;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Documents;
using TwinGrid.Storage.Embedded.GrainState;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Embedded.Reminders;
using TwinGrid.Storage.Embedded.Snapshots;

namespace TwinGrid.Storage.Embedded.Sqlite;

/// <summary>The tables, each declared beside the code that uses it. A step, once released, is never edited: changes are further steps.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Steps =
    [
        SqliteDocumentStore.Schema + SqliteSnapshotStore.Schema + SqliteGrainStorage.Schema + SqliteReminderTable.Schema + HistorySchema.Sql,
    ];

    public static void Apply(SqliteSession session)
    {
        var version = (int)session.Scalar<long>("PRAGMA user_version");
        if (version > Steps.Length)
        {
            throw new StoreFencedException(
                $"The database {session.Connection.DataSource} has format {version}; this version of TwinGrid knows up to {Steps.Length}. Use the newer version.");
        }

        for (; version < Steps.Length; version++)
        {
            session.Execute("BEGIN IMMEDIATE");
            session.Script(Steps[version]);
            session.Script(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={version + 1}"));
            session.Execute("COMMIT");
        }
    }
}
