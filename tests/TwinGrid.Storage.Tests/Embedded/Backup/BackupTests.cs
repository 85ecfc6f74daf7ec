using System.Text;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Backup;
using TwinGrid.Storage.Embedded.Documents;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Storage.Tests.Embedded.Log;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Backup;

public sealed class BackupTests : IDisposable
{
    private readonly TempDirectory root = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(root.Path, "data");

    private string Copy => Path.Combine(root.Path, "backup");

    private string Restored => Path.Combine(root.Path, "restored");

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Restore_BackupOfARunningStore_HoldsEverythingUpToTheCutUnderANewHistory()
    {
        var (history, durable) = await BackUpWhileAppending();
        var result = await EmbeddedRestore.RunAsync(Copy, Restored, TimeProvider.System, Token);

        var partition = Assert.Single(result.Partitions);
        Assert.True(partition.LastIndex >= durable, $"Index {durable} was durable before the backup, {partition.LastIndex} is the last in it.");
        Assert.NotEqual(history, partition.HistoryId);
        Assert.False(Directory.Exists(Restored + ".restoring"));

        using var directory = DataDirectory.Open(Restored);
        await using var database = SqliteDatabase.Open(directory.DatabasePath);
        var document = await new SqliteDocumentStore(database).GetAsync("things", "one", Token);
        Assert.Equal("content", Encoding.UTF8.GetString(document!.Content.Span));

        await using var store = EmbeddedLogStore.Open(directory, LogSession.Small, TimeProvider.System);
        var log = await store.OpenAsync(LogSession.First, Token);
        Assert.Equal(partition.HistoryId, log.HistoryId);
        Assert.True(log.Continues(history, partition.LastIndex));
        Assert.False(log.Continues(history, partition.LastIndex + 1));
        Assert.Equal(partition.LastIndex + 1, log.LastIndex);
        var records = LogSession.ReadAll(log, log.FirstIndex);
        Assert.Equal(log.LastIndex - log.FirstIndex + 1, (ulong)records.Count);
    }

    [Theory]
    [InlineData("twingrid.db")]
    [InlineData("log")]
    public async Task Restore_FileDamaged_NamesItAndLeavesNothing(string what)
    {
        await BackUpWhileAppending();
        var path = what == "log" ? Directory.GetFiles(Path.Combine(Copy, "log"))[0] : Path.Combine(Copy, what);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(path, bytes, Token);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => EmbeddedRestore.RunAsync(Copy, Restored, TimeProvider.System, Token));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task Restore_BackupWithoutManifest_IsRefused()
    {
        await BackUpWhileAppending();
        File.Delete(Path.Combine(Copy, "manifest.json"));
        await Assert.ThrowsAsync<InvalidDataException>(() => EmbeddedRestore.RunAsync(Copy, Restored, TimeProvider.System, Token));
    }

    [Fact]
    public async Task Restore_IntoADirectoryInUse_IsRefused()
    {
        await BackUpWhileAppending();
        await Assert.ThrowsAsync<IOException>(() => EmbeddedRestore.RunAsync(Copy, Data, TimeProvider.System, Token));
    }

    private static async Task Append(IPartitionLog log, int count)
    {
        for (var i = 0; i < count; i++)
        {
            while (LogSession.Append(log, 1000) == 0)
            {
                await log.WaitForRoomAsync(1000, Token);
            }
        }

        await log.WaitForDurableAsync(log.LastIndex, Token);
    }

    private async Task<(Guid History, ulong Durable)> BackUpWhileAppending()
    {
        using var directory = DataDirectory.Open(Data);
        await using var database = SqliteDatabase.Open(directory.DatabasePath);
        await using var store = EmbeddedLogStore.Open(directory, LogSession.Small, TimeProvider.System);
        var log = await store.OpenAsync(LogSession.First, Token);
        await new SqliteDocumentStore(database).PutAsync("things", "one", Encoding.UTF8.GetBytes("content"), null, Token);
        await Append(log, 200);
        log.ReleaseBefore(50);
        var durable = log.DurableIndex;

        var backup = new EmbeddedBackup(store, database, directory, TimeProvider.System);
        await foreach (var piece in backup.BackupAsync(Token))
        {
            var path = Path.Combine(Copy, piece.File);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(path, FileMode.Append))
            {
                await file.WriteAsync(piece.Data, Token);
            }

            // What is written and released meanwhile does not disturb it.
            await Append(log, 20);
            log.ReleaseBefore(log.DurableIndex);
        }

        return (log.HistoryId, durable);
    }
}
