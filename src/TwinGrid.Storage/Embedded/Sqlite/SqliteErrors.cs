using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Storage.Embedded.Sqlite;

/// <summary>SQLite result codes (sqlite.org/rescode.html) that end a transaction as a whole, and what callers are told.</summary>
internal static class SqliteErrors
{
    private const int Constraint = 19;

    /// <summary>Whether the error is the database's and not one statement's.</summary>
    public static bool IsFatal(Exception exception) => exception is SqliteException e && e.SqliteErrorCode != Constraint && e.SqliteErrorCode != 1;

    public static StoreFencedException Translate(string path, SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            8 => $"The database {path} is read-only.",
            10 => $"The database {path} had an input or output error: {e.Message}",
            11 or 26 => $"The database {path} is damaged: {e.Message} Restore a backup.",
            13 => $"The disk of {path} is full.",
            14 => $"The database {path} can't be opened: {e.Message}",
            _ => $"The database {path} failed: {e.Message}",
        },
        e);
}
