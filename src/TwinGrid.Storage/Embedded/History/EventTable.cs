using System.Text.Json;
using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>The event log's rows.</summary>
internal static class EventTable
{
    public static void Add(SqliteSession session, long partition, IReadOnlyList<HistoryEvent> events)
    {
        foreach (var item in events)
        {
            session.Execute(
                """
                INSERT INTO history_event (partition, commit_index, ordinal, kind, subject, time, message, attributes)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                partition, checked((long)item.Position.CommitIndex), item.Position.Ordinal, item.Kind, item.Subject, item.TimeNs, item.Message,
                JsonSerializer.Serialize(item.Attributes));
        }
    }

    public static List<HistoryEvent> Read(SqliteSession session, long partition, EventPosition after, int limit) =>
        session.Query(
            """
            SELECT commit_index, ordinal, kind, subject, time, message, attributes FROM history_event
            WHERE partition = $1 AND (commit_index, ordinal) > ($2, $3) ORDER BY commit_index, ordinal LIMIT $4
            """,
            Read,
            partition, (long)Math.Min(after.CommitIndex, long.MaxValue), after.Ordinal, limit);

    private static HistoryEvent Read(SqliteDataReader row) =>
        new(
            new EventPosition((ulong)row.GetInt64(0), row.GetInt32(1)),
            row.GetString(2),
            row.GetString(3),
            row.GetInt64(4),
            row.GetString(5),
            JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(6)) ?? []);
}
