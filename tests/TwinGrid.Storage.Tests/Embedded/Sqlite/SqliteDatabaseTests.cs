using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Sqlite;

public sealed class SqliteDatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_Completed_IsThereAfterReopening()
    {
        await using var fixture = new SqliteFixture();
        await fixture.Database.WriteAsync(s => { s.Script("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (7)"); }, Token);
        await fixture.ReopenAsync();
        Assert.Equal(7, await fixture.Database.ReadAsync(s => s.Scalar<long>("SELECT x FROM t"), Token));
    }

    [Fact]
    public async Task WriteAsync_OneOfAGroupThrows_TheOthersCommitAndItsOwnPartIsUndone()
    {
        await using var fixture = new SqliteFixture();
        var database = fixture.Database;
        await database.WriteAsync(s => { s.Script("CREATE TABLE t (x INTEGER)"); }, Token);
        var writes = Enumerable.Range(0, 200).Select(
            i => database.WriteAsync(
                s =>
                {
                    s.Execute("INSERT INTO t VALUES ($1)", i);
                    return i % 10 == 3 ? throw new InvalidOperationException("on purpose") : i;
                },
                Token)).ToList();
        foreach (var (write, i) in writes.Select((w, i) => (w, i)))
        {
            if (i % 10 == 3)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => write);
            }
            else
            {
                Assert.Equal(i, await write);
            }
        }

        Assert.Equal(180, await database.ReadAsync(s => s.Scalar<long>("SELECT count(*) FROM t"), Token));
        Assert.Equal(0, await database.ReadAsync(s => s.Scalar<long>("SELECT count(*) FROM t WHERE x % 10 = 3"), Token));
    }

    [Fact]
    public async Task ReadAsync_TriesToWrite_IsRefused()
    {
        await using var fixture = new SqliteFixture();
        await Assert.ThrowsAsync<StoreFencedException>(
            () => fixture.Database.ReadAsync(s => s.Execute("DELETE FROM document"), Token));
    }

    [Fact]
    public async Task BackupAsync_WhileWritesGoOn_CopiesACommittedState()
    {
        using var directory = new TempDirectory();
        await using var fixture = new SqliteFixture();
        var database = fixture.Database;
        await database.WriteAsync(s => { s.Script("CREATE TABLE pair (a INTEGER, b INTEGER); INSERT INTO pair VALUES (0, 0)"); }, Token);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i <= 300; i++)
                {
                    await database.WriteAsync(s => s.Execute("UPDATE pair SET a = $1, b = -$1", i), Token);
                }
            },
            Token);
        await database.BackupAsync(directory.File("copy.db"), Token);
        await writing;
        await using var copy = SqliteDatabase.Open(directory.File("copy.db"));
        Assert.Equal(0, await copy.ReadAsync(s => s.Scalar<long>("SELECT a + b FROM pair"), Token));
    }

    [Fact]
    public void Open_FileOfANewerFormat_SaysSo()
    {
        using var directory = new TempDirectory();
        using (var session = new SqliteSession(SqliteDatabase.Connect(directory.File("db"), Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate)))
        {
            session.Script("PRAGMA user_version=999");
        }

        var error = Assert.Throws<StoreFencedException>(() => SqliteDatabase.Open(directory.File("db")));
        Assert.Contains("format 999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_SaysSo()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory.File("db"), new string('x', 4096));
        var error = Assert.Throws<StoreFencedException>(() => SqliteDatabase.Open(directory.File("db")));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }
}
