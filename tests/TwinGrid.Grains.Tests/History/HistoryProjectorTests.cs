using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.History;
using TwinGrid.Model.Samples;
using TwinGrid.Testing.Stores;
using Xunit;

namespace TwinGrid.Grains.Tests.History;

public sealed class HistoryProjectorTests
{
    private static readonly SeriesId Series = new(1, 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 3)]
    [InlineData(2, 2)]
    public async Task Flush_WhenTheStoreFails_StoresEverySampleOnce(int failBefore, int failAfter)
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        fixture.Store.FailBefore = failBefore;
        fixture.Store.FailAfter = failAfter;
        for (var i = 0; i < 200; i++)
        {
            await fixture.CommitAsync((Series, i, i, Quality.Good, false));
            Assert.Equal(i + 1, (await ValuesAsync(fixture)).Count);
        }

        await fixture.IndexedAsync(Token);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (double)i), await ValuesAsync(fixture));
    }

    [Fact]
    public async Task Read_WhileAFlushIsUnderWay_SeesEverySampleOnce()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var gate = new TaskCompletionSource();
        fixture.Store.Gate = gate.Task;
        for (var i = 0; i < 50; i++)
        {
            await fixture.CommitAsync((Series, i, i, Quality.Good, false));
            Assert.Equal(i + 1, (await ValuesAsync(fixture)).Count);
        }

        gate.SetResult();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(50, (await ValuesAsync(fixture)).Count);
        }
    }

    [Fact]
    public async Task Restart_WithSamplesOnlyInTheLog_ReadsThemAgain()
    {
        await using var fixture = new HistoryFixture(new HistoryOptions { FlushAfter = TimeSpan.FromHours(1) });
        await fixture.OpenAsync(Token);
        for (var i = 0; i < 20; i++)
        {
            await fixture.CommitAsync((Series, i, i, Quality.Good, false));
        }

        Assert.Equal(0UL, fixture.Reader.GetProgress(HistoryFixture.Key).IndexedThrough);

        // A crash: nobody writes what was in memory.
        fixture.Restart();
        await fixture.OpenAsync(Token);
        Assert.Equal(20, (await ValuesAsync(fixture)).Count);
    }

    [Fact]
    public async Task Close_WritesWhatIsInMemory()
    {
        await using var fixture = new HistoryFixture(new HistoryOptions { FlushAfter = TimeSpan.FromHours(1) });
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((Series, 7, 7, Quality.Good, false));
        Assert.Single(await ValuesAsync(fixture));
        await fixture.CloseAsync();
        Assert.Equal(fixture.Log.LastIndex, (await fixture.Store.GetPositionAsync(HistoryFixture.Key, Token)).Index);
        fixture.Restart();
        await fixture.OpenAsync(Token);
        Assert.Single(await ValuesAsync(fixture));
    }

    [Fact]
    public async Task Close_WhileItWrites_LeavesReadsAllSamplesThenRefusesThem()
    {
        await using var fixture = new HistoryFixture(new HistoryOptions { FlushAfter = TimeSpan.FromHours(1) });
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((Series, 7, 7, Quality.Good, false));
        await fixture.RaiseAsync(new HistoryEvent(default, "a", "plants/p", 5, "message", new Dictionary<string, string>()));
        Assert.Single(await ValuesAsync(fixture));
        var gate = new TaskCompletionSource();
        fixture.Store.Gate = gate.Task;
        var closing = fixture.CloseAsync();
        Assert.Single(await ValuesAsync(fixture));
        Assert.Single(await fixture.Reader.ReadEventsAsync(HistoryFixture.Key, default, 10, Token));
        gate.SetResult();
        await closing;
        await Assert.ThrowsAsync<PartitionUnavailableException>(() => ValuesAsync(fixture));
        await Assert.ThrowsAsync<PartitionUnavailableException>(
            () => fixture.Reader.ReadEventsAsync(HistoryFixture.Key, default, 10, Token).AsTask());
    }

    [Fact]
    public async Task Close_WhenTheStoreFails_RefusesReadsInsteadOfLeavingSamplesOut()
    {
        await using var fixture = new HistoryFixture(new HistoryOptions { FlushAfter = TimeSpan.FromHours(1) });
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((Series, 7, 7, Quality.Good, false));
        Assert.Single(await ValuesAsync(fixture));
        fixture.Store.FailBefore = 1;
        await fixture.CloseAsync();
        await Assert.ThrowsAsync<PartitionUnavailableException>(() => ValuesAsync(fixture));
        fixture.Restart();
        await fixture.OpenAsync(Token);
        Assert.Equal([7], await ValuesAsync(fixture));
    }

    [Fact]
    public async Task Follow_FarFromTheEndOfTheLog_WakesReadsThatWantNoMore()
    {
        var options = new HistoryOptions { FlushAfter = TimeSpan.FromHours(1), TailBytes = 20_000, ReadWait = TimeSpan.FromSeconds(5) };
        await using var logs = new MemoryLogStore { AutoSync = false };
        await using var fixture = new HistoryFixture(options, logs);
        await fixture.OpenAsync(Token);
        var gate = new TaskCompletionSource();
        fixture.Store.Gate = gate.Task;
        await fixture.CommitAsync((Series, 0, 0, Quality.Good, false));
        var read = ValuesAsync(fixture);
        for (var i = 1; i < 100; i++)
        {
            await fixture.CommitAsync([.. Enumerable.Range(0, 50).Select(k => (Series, (i * 50L) + k, (double)k, Quality.Good, false))]);
        }

        // What follows does not fit into memory before the store has written: the end of the log stays out of reach.
        logs.Sync();
        await Task.WhenAny(read, Task.Delay(options.ReadWait, TimeProvider.System, Token));
        gate.SetResult();
        Assert.Equal(0, (await read)[0]);
    }

    /// <summary>The writer applies a commit after it was appended; by then it may be durable, and taken for readable.</summary>
    [Fact]
    public async Task Read_OfACommitThatIsDurableButNotApplied_WaitsForIt()
    {
        await using var logs = new MemoryLogStore();
        await using var fixture = new HistoryFixture(logs: logs) { Visible = () => 0 };
        await fixture.OpenAsync(Token);
        for (var i = 0; i < 200; i++)
        {
            await fixture.CommitAsync((Series, i, i, Quality.Good, false));
            Assert.Equal(i + 1, (await ValuesAsync(fixture)).Count);
        }
    }

    /// <summary>The first of the lost indexes is that of the record with which the log is taken over next.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Start_BehindALogThatLostItsEnd_TakesBackWhatWasLost(int lost)
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((Series, 1, 1, Quality.Good, false));
        await fixture.IndexedAsync(Token);
        await fixture.CloseAsync();

        var last = fixture.Log.LastIndex;
        var run = new HistoryRunBuilder();
        for (var i = 1; i <= lost; i++)
        {
            run.Add([4 + i], [4 + i], [], [], last + (ulong)i);
        }

        await fixture.Store.AppendAsync(
            HistoryFixture.Key, [run.Build(Series, 0)], [], last, new HistoryPosition(fixture.Log.HistoryId, last + (ulong)lost), Token);
        fixture.Restart();
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((Series, 9, 9, Quality.Good, false));
        Assert.Equal([1, 9], await ValuesAsync(fixture));
        await fixture.IndexedAsync(Token);
        Assert.Equal([1, 9], await ValuesAsync(fixture));
    }

    [Fact]
    public async Task Index_OfTexts_KeepsThemAndTheirAbsence()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var batch = SampleBatch.Rent(3, 1, qualities: true);
        (batch.RunSeries[0], batch.RunLength[0], batch.Texts) = (HistoryFixture.TextSeries.Value, 3, ["Läuft", "Steht"]);
        for (var i = 0; i < 3; i++)
        {
            (batch.Times[i], batch.Values[i], batch.Qualities![i]) = (i, i == 1 ? double.NaN : i / 2, i == 1 ? Quality.Bad : Quality.Good);
        }

        await fixture.CommitAsync(batch, []);
        for (var stored = 0; stored < 2; stored++)
        {
            var piece = (await fixture.Reader.ReadAsync(HistoryFixture.Key, HistoryFixture.TextSeries, new HistoryQuery(), Token).ToListAsync(Token)).Single();
            Assert.Equal(["Läuft", "", "Steht"], piece.Texts);
            Assert.Equal([0, double.NaN, 0], piece.Values);
            await fixture.IndexedAsync(Token);
        }
    }

    [Fact]
    public async Task Index_OfASeriesThatIsNotKept_LeavesItOut()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((HistoryFixture.PassingSeries, 1, 1, Quality.Good, false), (Series, 1, 1, Quality.Good, false));
        Assert.Empty(await fixture.Reader.ReadAsync(HistoryFixture.Key, HistoryFixture.PassingSeries, new HistoryQuery(), Token).ToListAsync(Token));
        Assert.Single(await ValuesAsync(fixture));
    }

    [Fact]
    public async Task Follow_WithLittleMemoryAndASlowStore_ReadsTheLogLater()
    {
        var options = new HistoryOptions { FlushAfter = TimeSpan.FromHours(1), TailBytes = 20_000, ReadWait = TimeSpan.FromMilliseconds(200) };
        await using var fixture = new HistoryFixture(options);
        await fixture.OpenAsync(Token);
        var gate = new TaskCompletionSource();
        fixture.Store.Gate = gate.Task;
        for (var i = 0; i < 100; i++)
        {
            await fixture.CommitAsync([.. Enumerable.Range(0, 50).Select(k => (Series, (i * 50L) + k, (double)k, Quality.Good, false))]);
        }

        // Not all of it fits: a read says so instead of leaving samples out.
        await Assert.ThrowsAsync<TimeoutException>(() => ValuesAsync(fixture));
        Assert.True(fixture.Projections.TryGet(HistoryFixture.Key, out var projector));
        Assert.InRange(projector.Tail.ActiveBytes, 1, options.TailBytes);
        gate.SetResult();
        while (fixture.Projections.IndexedThrough(HistoryFixture.Key) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        Assert.Equal(5000, (await ValuesAsync(fixture)).Count);
    }

    [Fact]
    public async Task Detach_OfAnotherLog_ChangesNothing()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var old = fixture.Log;
        await fixture.CloseAsync();
        await fixture.OpenAsync(Token);
        await fixture.Projections.DetachAsync(HistoryFixture.Key, old);
        Assert.True(fixture.Projections.TryGet(HistoryFixture.Key, out _));
    }

    private static async Task<List<double>> ValuesAsync(HistoryFixture fixture) =>
        [.. (await fixture.Reader.ReadAsync(HistoryFixture.Key, Series, new HistoryQuery(), Token).ToListAsync(Token)).SelectMany(piece => piece.Values)];
}
