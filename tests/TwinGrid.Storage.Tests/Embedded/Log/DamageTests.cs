using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>Damage to a log that was closed: it is harmless, or the partition refuses. It never reads differently, or shorter.</summary>
public sealed class DamageTests
{
    private static readonly PartitionKey[] Keys = [LogSession.First, LogSession.Second];

    [Fact]
    public async Task Open_OneBitFlippedAnywhere_IsHarmlessOrRefused()
    {
        var refused = await RunSeeds(600, (bytes, random) => bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)));
        Assert.InRange(refused, 100, 600);
    }

    [Fact]
    public async Task Open_BlockLost_IsHarmlessOrRefused()
    {
        var refused = await RunSeeds(300, (bytes, random) => bytes.AsSpan(random.Next(bytes.Length / 4096) * 4096, 4096).Clear());
        Assert.InRange(refused, 50, 300);
    }

    [Fact]
    public async Task Open_BlockOverwrittenByAnother_IsHarmlessOrRefused()
    {
        var refused = await RunSeeds(
            300,
            (bytes, random) =>
            {
                var blocks = bytes.Length / 4096;
                bytes.AsSpan(random.Next(blocks) * 4096, 4096).CopyTo(bytes.AsSpan(random.Next(blocks) * 4096));
            });
        Assert.InRange(refused, 50, 300);
    }

    [Fact]
    public async Task Open_FileBeforeTheNewestLost_IsHarmlessOrRefused()
    {
        // The newest one is another matter: wiped wholly, it looks like one that was never used.
        var refused = await RunSeeds(100, (bytes, _) => bytes.AsSpan().Clear(), spareNewest: true);
        Assert.InRange(refused, 20, 100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_LastGroupDamagedAfterAKill_IsToldFromATornTailOnceSealed(bool isSealed)
    {
        var disk = new CrashFileSystem(new Random(1));
        var session = LogSession.Open(disk);
        var log = await session.OpenPartition(Keys[0]);
        LogSession.Append(log, 100);
        session.Write();
        if (isSealed)
        {
            session.Store.WantSeal();
            session.Write();
        }

        var found = disk.AfterKill();
        var last = session.Store.State.Segments[^1];
        found.Bytes(last.File.Name)[last.DataStart + 4096 + 150] ^= 1;
        session = LogSession.Open(found);
        if (isSealed)
        {
            await Assert.ThrowsAsync<DataLossException>(() => session.OpenPartition(Keys[0]));
        }
        else
        {
            Assert.Equal(2UL, (await session.OpenPartition(Keys[0])).LastIndex);
        }
    }

    [Fact]
    public async Task AcceptDataLossAsync_LogIsSound_BeginsAHistoryAtItsEndAndFencesTheOwner()
    {
        var disk = new CrashFileSystem(new Random(1));
        var session = LogSession.Open(disk);
        var log = await session.OpenPartition(Keys[0]);
        LogSession.Append(log, 100);
        session.Write();
        var history = await session.Drive(session.Store.AcceptDataLossAsync(Keys[0], log.HistoryId, "the newest segment is gone", CancellationToken.None));
        Assert.Throws<StoreFencedException>(() => LogSession.Append(log, 100));

        var again = await LogSession.Open(disk.AfterPowerLoss()).OpenPartition(Keys[0]);
        Assert.Equal(history, again.HistoryId);
        Assert.Equal(3UL, again.LastIndex);
        Assert.True(again.Continues(log.HistoryId, 2));
        Assert.False(again.Continues(log.HistoryId, 3));
    }

    private static async Task<int> RunSeeds(int seeds, Action<byte[], Random> damage, bool spareNewest = false)
    {
        var refused = 0;
        for (var seed = 1; seed <= seeds; seed++)
        {
            try
            {
                refused += await Run(new Random(seed), damage, spareNewest) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed} failed: {e.Message}", e);
            }
        }

        return refused;
    }

    private static async Task<bool> Run(Random random, Action<byte[], Random> damage, bool spareNewest)
    {
        var disk = new CrashFileSystem(random);
        var (expected, newest) = await Fill(disk, random);
        var names = disk.List().Where(name => !spareNewest || name != newest).ToArray();
        damage(disk.Bytes(names[random.Next(names.Length)]), random);

        var session = LogSession.Open(disk);
        var wasRefused = false;
        foreach (var key in Keys)
        {
            var log = await OpenOrAccept(session, key);
            wasRefused |= log.HistoryId != expected[key].HistoryId;
            Compare(expected[key], log, mayBeShorter: log.HistoryId != expected[key].HistoryId);
            while (LogSession.Append(log, 100) == 0)
            {
                session.Store.RunOnce();
            }
        }

        session.Write();
        await session.Store.DisposeAsync();
        await CheckAccepted(disk, expected, wasRefused);
        return wasRefused;
    }

    /// <summary>What was accepted once opens from then on, and goes on.</summary>
    private static async Task CheckAccepted(CrashFileSystem disk, Dictionary<PartitionKey, Content> expected, bool wasRefused)
    {
        var session = LogSession.Open(disk);
        foreach (var key in Keys)
        {
            var log = await session.OpenPartition(key);
            Compare(expected[key], log, mayBeShorter: wasRefused);
        }

        await session.Store.DisposeAsync();
    }

    private static async Task<IPartitionLog> OpenOrAccept(LogSession session, PartitionKey key)
    {
        try
        {
            return await session.OpenPartition(key);
        }
        catch (DataLossException loss)
        {
            Assert.Equal(key.ToString(), loss.Partition);
            await session.Drive(session.Store.AcceptDataLossAsync(key, loss.HistoryId, "test", CancellationToken.None));
            return await session.OpenPartition(key);
        }
    }

    private static async Task<(Dictionary<PartitionKey, Content> Expected, string Newest)> Fill(CrashFileSystem disk, Random random)
    {
        var session = LogSession.Open(disk);
        var logs = new List<IPartitionLog> { await session.OpenPartition(Keys[0]), await session.OpenPartition(Keys[1]) };
        for (var i = 0; i < 150; i++)
        {
            LogSession.Append(logs[random.Next(2)], random.Next(1500));
            if (random.Next(3) == 0)
            {
                session.Store.RunOnce();
            }

            if (i == 60)
            {
                logs.ForEach(log => log.ReleaseBefore(log.DurableIndex / 2));
            }
        }

        session.Write();
        var expected = Keys.Zip(logs).ToDictionary(
            pair => pair.First,
            pair => new Content(pair.Second.HistoryId, pair.Second.DurableIndex, LogSession.ReadAll(pair.Second, pair.Second.FirstIndex).ToDictionary(r => r.Index, r => r.Payload)));
        await session.Store.DisposeAsync();
        return (expected, session.Store.State.Segments.Last(s => s.PendingHeader is null).File.Name);
    }

    private static void Compare(Content expected, IPartitionLog log, bool mayBeShorter)
    {
        var common = 0;
        foreach (var (index, _, payload) in LogSession.ReadAll(log, log.FirstIndex).Where(r => r.Index <= expected.Last))
        {
            if (expected.Records.TryGetValue(index, out var bytes) && (bytes.AsSpan().SequenceEqual(payload) || !mayBeShorter))
            {
                Assert.Equal(bytes, payload);
                common++;
            }
        }

        if (!mayBeShorter)
        {
            Assert.Equal(expected.Records.Count, common);
        }
    }

    private sealed record Content(Guid HistoryId, ulong Last, Dictionary<ulong, byte[]> Records);
}
