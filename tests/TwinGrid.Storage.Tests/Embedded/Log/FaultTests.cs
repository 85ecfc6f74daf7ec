using TwinGrid.Contracts.Storage;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>A disk that fails: no false word that something is durable, and nothing is tried again.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public async Task Append_WriteFails_FencesTheStoreUntilItIsReopened(string operation)
    {
        var disk = new CrashFileSystem(new Random(1));
        var session = LogSession.Open(disk);
        var log = await session.OpenPartition(LogSession.First);
        LogSession.Append(log, 500);
        session.Write();

        var index = LogSession.Append(log, 700);
        var waiting = log.WaitForDurableAsync(index, Token).AsTask();
        disk.FailWhen = name => name == operation;
        session.Write();

        await Assert.ThrowsAsync<StoreFencedException>(() => waiting);
        Assert.True(session.Store.Fenced.IsCompletedSuccessfully);
        Assert.Contains("Input/output error", session.Store.Status.FencedReason, StringComparison.Ordinal);
        Assert.Throws<StoreFencedException>(() => LogSession.Append(log, 10));
        await Assert.ThrowsAsync<StoreFencedException>(() => log.WaitForRoomAsync(10, Token).AsTask());
        Assert.Equal(2UL, log.DurableIndex);
        Assert.Equal(2, LogSession.ReadAll(log).Count);

        var operations = disk.Operations;
        disk.FailWhen = null;
        session.Write();
        await session.Store.DisposeAsync();
        Assert.Equal(operations, disk.Operations);
        await CheckReopened(disk);
    }

    [Fact]
    public async Task Append_DiskFull_FencesTheStoreAndSaysSo()
    {
        var disk = new CrashFileSystem(new Random(1));
        var session = LogSession.Open(disk);
        var log = await session.OpenPartition(LogSession.First);
        disk.FreeBytes = 10_000;
        var durable = 0UL;
        while (!session.Store.Fenced.IsCompleted)
        {
            LogSession.Append(log, 4000);
            session.Write();
            durable = log.DurableIndex;
        }

        Assert.Contains("Disk full", session.Store.Status.FencedReason, StringComparison.Ordinal);
        disk.FreeBytes = long.MaxValue;
        session = LogSession.Open(disk.AfterPowerLoss());
        log = await session.OpenPartition(LogSession.First);
        Assert.True(log.LastIndex > durable);
    }

    [Fact]
    public async Task Append_LogAtItsBound_WaitsForARelease()
    {
        var session = LogSession.Open(new CrashFileSystem(new Random(1)), LogSession.Small with { MaxLogBytes = 96 << 10 });
        var log = await session.OpenPartition(LogSession.First);
        while (LogSession.Append(log, 4000) > 0)
        {
            session.Write();
        }

        var waiting = log.WaitForRoomAsync(4000, Token).AsTask();
        session.Write();
        Assert.False(waiting.IsCompleted);
        Assert.InRange(log.HeldBytes, 64 << 10, 96 << 10);
        Assert.Equal((int)log.LastIndex, LogSession.ReadAll(log).Count);

        log.ReleaseBefore(log.DurableIndex + 1);
        session.Write();
        await waiting;
        Assert.True(LogSession.Append(log, 4000) > 0);
        Assert.Equal(0, log.HeldBytes);
    }

    [Fact]
    public async Task ReleaseBefore_ManyTimesTheBound_ReusesFiles()
    {
        var disk = new CrashFileSystem(new Random(1));
        var session = LogSession.Open(disk, LogSession.Small with { MaxLogBytes = 96 << 10 });
        var log = await session.OpenPartition(LogSession.First);
        for (var i = 0; i < 500; i++)
        {
            Assert.True(LogSession.Append(log, 4000) > 0);
            session.Write();
            log.ReleaseBefore(log.DurableIndex);
        }

        Assert.InRange(disk.List().Count, 2, 6);
        Assert.Equal(log.LastIndex, LogSession.ReadAll(log, log.FirstIndex)[^1].Index);
    }

    private static async Task CheckReopened(CrashFileSystem disk)
    {
        var session = LogSession.Open(disk.AfterPowerLoss());
        var log = await session.OpenPartition(LogSession.First);
        Assert.InRange(log.LastIndex, 3UL, 4UL);
        var records = LogSession.ReadAll(log);
        var bytes = new byte[500];
        LogSession.Fill(bytes, 2, 1);
        Assert.Equal(bytes, records[1].Payload);
    }
}
