using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;
using TwinGrid.Testing.Stores;
using Xunit;

namespace TwinGrid.Grains.Tests.History;

public sealed class HistoryReaderTests
{
    private static readonly HistoryAggregation[] Everything = Enum.GetValues<HistoryAggregation>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Random commits with late samples, duplicates, bad and rejected ones, flushed and merged at random moments; every read is compared with the
    /// plain list, whether the samples are in memory, in segments or in chunks.
    /// </summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task ReadAsync_WhileHistoryMovesOn_EqualsThePlainModel(int seed)
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var random = new Random(seed);
        var commits = new RandomCommits(fixture, random);
        for (var step = 0; step < 40; step++)
        {
            await commits.SomeAsync();
            if (random.Next(4) == 0)
            {
                await fixture.IndexedAsync(Token);
            }

            if (random.Next(4) == 0)
            {
                await fixture.Store.MergeAsync(HistoryFixture.Key, random.Next(1, 4), Token);
            }

            if (random.Next(20) == 0)
            {
                await fixture.CloseAsync();
                fixture.Restart();
                await fixture.OpenAsync(Token);
            }

            await CompareRawAsync(fixture, random, commits);
            await CompareInstantsAsync(fixture, random, commits);
            await CompareWindowsAsync(fixture, random, commits);
        }
    }

    [Fact]
    public async Task ReadAsync_WithALimit_SaysWhetherMoreWasThere()
    {
        await using var fixture = await FilledAsync();
        Assert.True((await PiecesAsync(fixture, new HistoryQuery { Limit = 4 })).Single().IsTruncated);
        Assert.False((await PiecesAsync(fixture, new HistoryQuery { Limit = 5 })).Single().IsTruncated);
        var descending = (await PiecesAsync(fixture, new HistoryQuery { Limit = 2, Descending = true })).Single();
        Assert.Equal([5000, 4000], descending.Times);
        Assert.True(descending.IsTruncated);
        var windows = await PiecesAsync(fixture, new HistoryQuery { FromNs = 1000, ToNs = 6000, WindowNs = 1000, Limit = 3, Aggregations = [HistoryAggregation.Max] });
        Assert.Equal([1000, 2000, 3000], windows.Single().Times);
        Assert.True(windows.Single().IsTruncated);
    }

    [Fact]
    public async Task ReadAsync_OfManySamples_GivesPiecesOfBoundedLength()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        for (var i = 0; i < 20; i++)
        {
            await fixture.CommitAsync([.. Enumerable.Range(0, 1000).Select(k => (new SeriesId(1, 0), (i * 1000L) + k, (double)k, Quality.Good, false))]);
        }

        var pieces = await PiecesAsync(fixture, new HistoryQuery());
        Assert.All(pieces, piece => Assert.InRange(piece.Times.Count, 1, 8192));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (long)i), pieces.SelectMany(piece => piece.Times));
    }

    [Fact]
    public async Task ReadAsync_OfAnEmptyRange_GivesNothing()
    {
        await using var fixture = await FilledAsync();
        Assert.Empty(await PiecesAsync(fixture, new HistoryQuery { FromNs = 5, ToNs = 5 }));
        Assert.Empty(await PiecesAsync(fixture, new HistoryQuery { FromNs = 6000 }));
    }

    [Fact]
    public async Task ReadAsync_OfInstantsBeforeAnySample_SaysThatThereIsNone()
    {
        await using var fixture = await FilledAsync();
        var piece = (await PiecesAsync(fixture, new HistoryQuery { AtNs = [10, 1000, 1999, long.MaxValue] })).Single();
        Assert.Equal([10, 1000, 1000, 5000], piece.Times);
        Assert.Equal([Quality.BadWaitingForInitialData, Quality.Good, Quality.Good, Quality.Good], piece.Qualities);
        Assert.True(double.IsNaN(piece.Values[0]));
    }

    [Fact]
    public async Task ReadAsync_OfManyCloseInstants_ReadsFewPages()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        for (var i = 0; i < 40; i++)
        {
            await fixture.CommitAsync([.. Enumerable.Range(0, 1000).Select(k => (new SeriesId(1, 0), ((i * 1000L) + k) * 1000, (double)((i * 1000) + k), Quality.Good, false))]);
        }

        await fixture.IndexedAsync(Token);
        var before = fixture.Store.Reads;
        var instants = Enumerable.Range(0, 20_000).Select(i => (i * 2000L) + 1500).ToList();
        var pieces = await PiecesAsync(fixture, new HistoryQuery { AtNs = instants });
        Assert.Equal(instants.Select(instant => (double)(instant / 1000)), pieces.SelectMany(piece => piece.Values));
        Assert.InRange(fixture.Store.Reads - before, 2, 40);
    }

    /// <summary>A log that is written slowly runs out of room: what is committed then comes later, and reads have all of it or none.</summary>
    [Fact]
    public async Task ReadAsync_OfALogThatRanOutOfRoom_WaitsForAllThatIsCommitted()
    {
        await using var logs = new MemoryLogStore { AutoSync = false, RoomBytes = 1 };
        await using var fixture = new HistoryFixture(logs: logs);
        await fixture.OpenAsync(Token);
        await fixture.CommitAsync((new SeriesId(1, 0), 1000, 1, Quality.Good, false));
        var second = fixture.CommitAsync((new SeriesId(1, 0), 2000, 2, Quality.Good, false));
        Assert.False(second.IsCompleted);
        var read = PiecesAsync(fixture, new HistoryQuery());
        Assert.False(read.IsCompleted);
        logs.Sync();
        await second;
        logs.Sync();
        Assert.Equal(1, (await read).Single().Values[0]);
        Assert.Equal([1, 2], (await PiecesAsync(fixture, new HistoryQuery())).Single().Values);
    }

    [Fact]
    public async Task ReadAsync_OfOneInstantTwice_GivesBothAndAggregatesTheLastCommitted()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var first = await fixture.CommitAsync((new SeriesId(1, 0), 1000, 1, Quality.Good, false), (new SeriesId(1, 0), 1000, 2, Quality.Good, false));
        await fixture.CommitAsync((new SeriesId(1, 0), 1000, 3, Quality.Good, false));
        Assert.Equal([1, 2, 3], (await PiecesAsync(fixture, new HistoryQuery())).Single().Values);
        Assert.Equal([3], (await PiecesAsync(fixture, new HistoryQuery { AtNs = [1000] })).Single().Values);
        Assert.Equal([2], (await PiecesAsync(fixture, new HistoryQuery { AtNs = [1000], AsOfIndex = first })).Single().Values);
        var windows = await PiecesAsync(
            fixture, new HistoryQuery { FromNs = 0, ToNs = 2000, Aggregations = [HistoryAggregation.Count, HistoryAggregation.Min, HistoryAggregation.TimeWeightedMean] });
        Assert.Equal([1.0, 3.0, 3.0], windows.Single().Windows.Select(column => column[0]));
    }

    [Fact]
    public async Task ReadAsync_OfTooManyWindows_NamesHowMany()
    {
        await using var fixture = await FilledAsync();
        var query = new HistoryQuery { FromNs = 0, ToNs = 10_000_000, WindowNs = 1, Aggregations = [HistoryAggregation.Min] };
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PiecesAsync(fixture, query));
        Assert.Contains("10000000 windows of 1 ns; at most 1000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_OfAnOpenRangeInOneWindow_EndsWithTheLastSample()
    {
        await using var fixture = await FilledAsync();
        var piece = (await PiecesAsync(fixture, new HistoryQuery { Aggregations = Everything })).Single();
        Assert.Equal([1.0, 5.0, 3.0, 2.5, 5.0, 1.0, 5.0], piece.Windows.Select(column => column[0]));
    }

    [Fact]
    public async Task ReadEventsAsync_AcrossStoreAndMemory_GivesEachOnce()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var expected = new List<EventPosition>();
        for (var i = 0; i < 30; i++)
        {
            var index = await fixture.RaiseAsync(Event("a"), Event("b"));
            expected.AddRange([new EventPosition(index, 0), new EventPosition(index, 1)]);
            Assert.Equal(expected, (await fixture.Reader.ReadEventsAsync(HistoryFixture.Key, default, 1000, Token)).Select(one => one.Position));
            Assert.Equal(expected.Skip(1).Take(2), (await fixture.Reader.ReadEventsAsync(HistoryFixture.Key, expected[0], 2, Token)).Select(one => one.Position));
        }

        await fixture.IndexedAsync(Token);
        Assert.Equal(expected, (await fixture.Reader.ReadEventsAsync(HistoryFixture.Key, default, 1000, Token)).Select(one => one.Position));
    }

    private static HistoryEvent Event(string kind) => new(default, kind, "plants/p", 5, "message", new Dictionary<string, string> { ["k"] = "v" });

    /// <summary>1 at 1 000 ns, up to 5 at 5 000 ns.</summary>
    private static async Task<HistoryFixture> FilledAsync()
    {
        var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        for (var i = 1; i <= 5; i++)
        {
            await fixture.CommitAsync((new SeriesId(1, 0), i * 1000, i, Quality.Good, false));
        }

        return fixture;
    }

    private static async Task<List<HistoryPiece>> PiecesAsync(HistoryFixture fixture, HistoryQuery query, SeriesId? series = null) =>
        await fixture.Reader.ReadAsync(HistoryFixture.Key, series ?? new SeriesId(1, 0), query, Token).ToListAsync(Token);

    private static async Task CompareRawAsync(HistoryFixture fixture, Random random, RandomCommits commits)
    {
        var (series, query) = (commits.SomeSeries(), commits.SomeRange() with { Descending = random.Next(2) == 0 });
        query = query with { Limit = random.Next(2) == 0 ? long.MaxValue : random.Next(1, 50) };
        var pieces = await PiecesAsync(fixture, query, series);
        var expected = NaiveHistory.Raw(fixture.Model, series, query);
        Assert.Equal(expected.Select(sample => sample.TimeNs), pieces.SelectMany(piece => piece.Times));
        Assert.Equal(expected.Select(sample => sample.Value), pieces.SelectMany(piece => piece.Values));
        Assert.Equal(expected.Select(sample => sample.Quality), pieces.SelectMany(piece => piece.Qualities));
        Assert.Equal(expected.Select(sample => sample.CommitIndex), pieces.SelectMany(piece => piece.CommitIndexes));
    }

    private static async Task CompareInstantsAsync(HistoryFixture fixture, Random random, RandomCommits commits)
    {
        var (series, range) = (commits.SomeSeries(), commits.SomeRange());
        var instants = Enumerable.Range(0, random.Next(1, random.Next(2) == 0 ? 5 : 60)).Select(_ => commits.SomeTime()).Order().ToList();
        var piece = (await PiecesAsync(fixture, range with { AtNs = instants }, series)).Single();
        var expected = instants.Select(instant => NaiveHistory.At(fixture.Model, series, instant, range.AsOfIndex)).ToList();
        Assert.Equal(instants.Select((instant, i) => expected[i]?.TimeNs ?? instant), piece.Times);
        Assert.Equal(expected.Select(sample => sample?.Value ?? double.NaN), piece.Values);
    }

    private static async Task CompareWindowsAsync(HistoryFixture fixture, Random random, RandomCommits commits)
    {
        var (series, from) = (commits.SomeSeries(), commits.SomeTime());
        var length = random.Next(1, 5_000_000);
        var query = commits.SomeRange() with { FromNs = from, ToNs = from + random.Next(1, 60_000_000), WindowNs = length, Aggregations = Everything };
        var pieces = await PiecesAsync(fixture, query, series);
        var starts = new List<long>();
        for (var start = query.FromNs; start < query.ToNs; start += length)
        {
            starts.Add(start);
        }

        Assert.Equal(starts, pieces.SelectMany(piece => piece.Times));
        for (var k = 0; k < Everything.Length; k++)
        {
            var values = pieces.SelectMany(piece => piece.Windows[k]).ToList();
            for (var i = 0; i < starts.Count; i++)
            {
                var end = Math.Min(query.ToNs, starts[i] + length);
                Assert.Equal(NaiveHistory.Window(fixture.Model, series, query, starts[i], end, Everything[k]), values[i], 1e-9);
            }
        }
    }
}
