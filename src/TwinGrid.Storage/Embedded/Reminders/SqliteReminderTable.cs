using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.Reminders;

/// <summary>Orleans reminders in SQLite, indexed by the grain's uniform hash as the ring asks for them.</summary>
internal sealed class SqliteReminderTable(SqliteDatabase database) : IReminderTable
{
    public const string Schema =
        """
        CREATE TABLE reminder (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            hash INTEGER NOT NULL,
            start_ticks INTEGER NOT NULL,
            period_ticks INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (grain, name)
        );
        CREATE INDEX reminder_hash ON reminder (hash);

        """;

    private const string Columns = "SELECT grain, name, start_ticks, period_ticks, revision FROM reminder ";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, CancellationToken.None);

    public async Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken) =>
        new(await database.ReadAsync(session => session.Query(Columns + "WHERE grain = $1", Read, grainId.ToString()), cancellationToken));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, CancellationToken.None);

    /// <remarks>The ring's range is (begin, end], and wraps round when begin >= end.</remarks>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) =>
        new(await database.ReadAsync(
            session => session.Query(
                Columns + (begin < end ? "WHERE hash > $1 AND hash <= $2" : "WHERE hash > $1 OR hash <= $2"), Read, (long)begin, (long)end),
            cancellationToken));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => ReadRow(grainId, reminderName, CancellationToken.None);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.Query(Columns + "WHERE grain = $1 AND name = $2", Read, grainId.ToString(), reminderName), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, CancellationToken.None);

    public async Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var revision = await database.WriteAsync(
            session =>
            {
                session.Execute(
                    """
                    INSERT INTO reminder (grain, name, hash, start_ticks, period_ticks, revision) VALUES ($1, $2, $3, $4, $5, 1)
                    ON CONFLICT (grain, name) DO UPDATE SET
                        start_ticks = excluded.start_ticks, period_ticks = excluded.period_ticks, revision = revision + 1
                    """,
                    entry.GrainId.ToString(), entry.ReminderName, (long)entry.GrainId.GetUniformHashCode(), entry.StartAt.Ticks, entry.Period.Ticks);
                return session.Scalar<long>("SELECT revision FROM reminder WHERE grain = $1 AND name = $2", entry.GrainId.ToString(), entry.ReminderName);
            },
            cancellationToken);
        return revision.ToString(CultureInfo.InvariantCulture);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => RemoveRow(grainId, reminderName, eTag, CancellationToken.None);

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken)
    {
        var revision = long.Parse(eTag, CultureInfo.InvariantCulture);
        return await database.WriteAsync(
            session => session.Execute("DELETE FROM reminder WHERE grain = $1 AND name = $2 AND revision = $3", grainId.ToString(), reminderName, revision) > 0,
            cancellationToken);
    }

    public Task TestOnlyClearTable() => TestOnlyClearTable(CancellationToken.None);

    public Task TestOnlyClearTable(CancellationToken cancellationToken) =>
        database.WriteAsync(session => { session.Execute("DELETE FROM reminder"); }, cancellationToken);

    private static ReminderEntry Read(SqliteDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0), CultureInfo.InvariantCulture),
        ReminderName = row.GetString(1),
        StartAt = new DateTime(row.GetInt64(2), DateTimeKind.Utc),
        Period = new TimeSpan(row.GetInt64(3)),
        ETag = row.GetInt64(4).ToString(CultureInfo.InvariantCulture),
    };
}
