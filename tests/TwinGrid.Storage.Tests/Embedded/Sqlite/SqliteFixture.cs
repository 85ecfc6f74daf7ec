using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Testing;

namespace TwinGrid.Storage.Tests.Embedded.Sqlite;

/// <summary>A database in a directory of its own; reopen it to see what is really on the disk.</summary>
internal sealed class SqliteFixture : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    public SqliteFixture() => Database = SqliteDatabase.Open(directory.File("twingrid.db"));

    public SqliteDatabase Database { get; private set; }

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = SqliteDatabase.Open(Database.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        directory.Dispose();
    }
}
