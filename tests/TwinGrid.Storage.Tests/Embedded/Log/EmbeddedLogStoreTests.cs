using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

public sealed class EmbeddedLogStoreTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public static TheoryData<LogIo> Modes { get; } = [LogIo.Auto, LogIo.Plain, LogIo.Unsynced];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Append_ReopenedAfterClose_ReadsEverythingBack(LogIo io)
    {
        var options = LogSession.Small with { Io = io };
        Guid history;
        using (var data = DataDirectory.Open(directory.Path))
        {
            await using var store = EmbeddedLogStore.Open(data, options, TimeProvider.System);
            await using var log = await store.OpenAsync(LogSession.First, Token);
            history = log.HistoryId;
            await AppendMany(log, 300);
            Assert.Equal(301UL, log.DurableIndex);
            Check(LogSession.ReadAll(log), 301);
        }

        using (var data = DataDirectory.Open(directory.Path))
        {
            await using var store = EmbeddedLogStore.Open(data, options, TimeProvider.System);
            Assert.Equal([LogSession.First], store.Partitions);
            await using var log = await store.OpenAsync(LogSession.First, Token);
            Assert.Equal(history, log.HistoryId);
            Assert.Equal(2UL, log.OwnerEpoch);
            Assert.Equal(302UL, log.LastIndex);
            Check(LogSession.ReadAll(log)[..301], 301);
        }
    }

    [Fact]
    public async Task OpenAsync_WhileAnotherOwnerHoldsIt_FencesTheOlderOne()
    {
        using var data = DataDirectory.Open(directory.Path);
        await using var store = EmbeddedLogStore.Open(data, LogSession.Small, TimeProvider.System);
        var older = await store.OpenAsync(LogSession.First, Token);
        var newer = await store.OpenAsync(LogSession.First, Token);
        Assert.Equal(older.OwnerEpoch + 1, newer.OwnerEpoch);
        Assert.Throws<StoreFencedException>(() => LogSession.Append(older, 10));
        Assert.Equal(3UL, LogSession.Append(newer, 10));
    }

    [Fact]
    public async Task OpenReader_WhileRecordsCome_GoesOnWithThem()
    {
        using var data = DataDirectory.Open(directory.Path);
        await using var store = EmbeddedLogStore.Open(data, LogSession.Small, TimeProvider.System);
        var log = await store.OpenAsync(LogSession.First, Token);
        var reading = Task.Run(
            async () =>
            {
                using var reader = log.OpenReader(1);
                var count = 0UL;
                while (count < 2000)
                {
                    while (reader.TryRead(out var record))
                    {
                        Assert.Equal(++count, record.Index);
                    }

                    if (count < 2000)
                    {
                        await reader.WaitAsync(Token);
                    }

                    log.ReleaseBefore(count + 1);
                }
            },
            Token);
        await AppendMany(log, 2000);
        await reading;
    }

    [Fact]
    public async Task Dispose_RightAfterAppends_WritesThem()
    {
        using (var data = DataDirectory.Open(directory.Path))
        {
            await using var store = EmbeddedLogStore.Open(data, LogSession.Small, TimeProvider.System);
            var log = await store.OpenAsync(LogSession.First, Token);
            Assert.Equal(2UL, LogSession.Append(log, 100));
            await store.DisposeAsync();
            Assert.Equal(2UL, log.DurableIndex);
            Assert.Throws<StoreFencedException>(() => LogSession.Append(log, 100));
        }

        using var again = DataDirectory.Open(directory.Path);
        await using var reopened = EmbeddedLogStore.Open(again, LogSession.Small, TimeProvider.System);
        Assert.Equal(3UL, (await reopened.OpenAsync(LogSession.First, Token)).LastIndex);
    }

    [Fact]
    public async Task Open_ManyTimesWithoutWork_DoesNotFillTheDisk()
    {
        for (var i = 0; i < 20; i++)
        {
            using var data = DataDirectory.Open(directory.Path);
            await using var store = EmbeddedLogStore.Open(data, LogSession.Small, TimeProvider.System);
            await store.OpenAsync(LogSession.First, Token);
        }

        var bytes = new DirectoryInfo(Path.Combine(directory.Path, "log")).EnumerateFiles().Sum(file => file.Length);
        Assert.InRange(bytes, 1, (20 * 16 << 10) + (3 * LogSession.Small.SegmentBytes));
    }

    [Fact]
    public void Open_WhileAnotherHoldsTheDirectory_IsRefusedWithTheOwner()
    {
        using var data = DataDirectory.Open(directory.Path);
        var refused = Assert.Throws<StoreInUseException>(() => DataDirectory.Open(directory.Path));
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    private static async Task AppendMany(IPartitionLog log, int count)
    {
        for (var i = 0; i < count; i++)
        {
            while (LogSession.Append(log, i * 37 % 5000) == 0)
            {
                await log.WaitForRoomAsync(5000, Token);
            }
        }

        await log.WaitForDurableAsync(log.LastIndex, Token);
    }

    private static void Check(List<(ulong Index, byte Kind, byte[] Payload)> records, int count)
    {
        Assert.Equal(count, records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            Assert.Equal((ulong)i + 1, records[i].Index);
            if (records[i].Kind == LogSession.Kind)
            {
                var expected = new byte[(i - 1) * 37 % 5000];
                LogSession.Fill(expected, records[i].Index, 1);
                Assert.Equal(expected, records[i].Payload);
            }
        }
    }
}
