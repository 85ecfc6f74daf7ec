using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Testing.Conformance;

/// <summary>What every <see cref="IHistoryStore"/> must do.</summary>
public abstract class HistoryStoreConformance
{
    private static readonly PartitionKey Partition = new("plant", 0);
    private static readonly Guid History = new("5b1f4a3e-6d0c-4d39-9a55-0d8f2c1b7e60");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty store, and what to dispose afterwards.</summary>
    protected abstract ValueTask<(IHistoryStore Store, IAsyncDisposable Owner)> CreateAsync();

    [Fact]
    public async Task GetIndexedThrough_OfAnUnknownPartition_IsZero()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        Assert.Equal(default, await store.GetPositionAsync(Partition, Token));
        Assert.Empty((await store.ReadAsync(Partition, new SeriesId(1), Everything(1), Token)).Runs);
        Assert.Empty(await store.ReadEventsAsync(Partition, default, 10, Token));
        Assert.Equal(0, await store.MergeAsync(Partition, 10, Token));
        Assert.Equal(0, await store.GetBytesAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_FromAnotherPosition_StoresNothing()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        Assert.True(await store.AppendAsync(Partition, [Run(1, 3, 5)], [], 0, At(5), Token));
        Assert.False(await store.AppendAsync(Partition, [Run(1, 3, 5)], [Event(5, 0)], 0, At(5), Token));
        Assert.Equal(5UL, (await store.GetPositionAsync(Partition, Token)).Index);
        Assert.Equal(3, (await AllAsync(store, new SeriesId(1), Everything(1))).Count);
        Assert.Empty(await store.ReadEventsAsync(Partition, default, 10, Token));
    }

    [Fact]
    public async Task AppendAsync_ToTwoPartitions_KeepsThemApart()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        var other = new PartitionKey("plant", 1);
        await store.AppendAsync(Partition, [Run(1, 3, 5)], [], 0, At(5), Token);
        await store.AppendAsync(other, [Run(1, 7, 9)], [Event(9, 0)], 0, At(9), Token);
        Assert.Equal(3, (await AllAsync(store, new SeriesId(1), Everything(1))).Count);
        Assert.Empty(await store.ReadEventsAsync(Partition, default, 10, Token));
        Assert.Equal(9UL, (await store.GetPositionAsync(other, Token)).Index);
    }

    [Fact]
    public async Task ReadEventsAsync_AfterAPosition_GoesOnThere()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        await store.AppendAsync(Partition, [], [Event(3, 0), Event(3, 1), Event(7, 0)], 0, At(7), Token);
        var rest = await store.ReadEventsAsync(Partition, new EventPosition(3, 0), 10, Token);
        Assert.Equal([new EventPosition(3, 1), new EventPosition(7, 0)], rest.Select(one => one.Position));
        Assert.Equal(("high", "alarm.raised", "plants/p"), (rest[0].Attributes["alarm"], rest[0].Kind, rest[0].Subject));
        Assert.Single(await store.ReadEventsAsync(Partition, default, 1, Token));
    }

    [Fact]
    public async Task ReadAsync_OfTexts_GivesThemBack()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        var run = Run(1, 3, 5) with { Texts = new[] { "a", "", "ü" } };
        await store.AppendAsync(Partition, [run], [], 0, At(5), Token);
        Assert.Equal(["a", "", "ü"], (await store.ReadAsync(Partition, new SeriesId(1), Everything(1), Token)).Runs.Single().Texts.ToArray());
    }

    /// <summary>Random appends (late samples, duplicates, bursts), merges and truncations; every read is compared with a plain list.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_AfterRandomWork_EqualsAPlainList(int seed)
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        var random = new Random(seed);
        var model = new HistoryModel();
        var commits = new CommitSequence(random);
        for (var step = 0; step < 70; step++)
        {
            var before = commits.Index;
            var runs = Enumerable.Range(0, 5).Where(_ => random.Next(3) > 0).Select(series => commits.NextRun(series)).ToList();
            runs.ForEach(model.Add);
            commits.Index += 10;
            Assert.True(await store.AppendAsync(Partition, runs, [], before, At(commits.Index), Token));
            if (random.Next(3) == 0)
            {
                await store.MergeAsync(Partition, random.Next(1, 4), Token);
            }

            if (random.Next(40) == 0)
            {
                commits.Index -= (ulong)random.Next(0, 25);
                await store.TruncateAsync(Partition, At(commits.Index), Token);
                model.Truncate(commits.Index);
                Assert.Equal(commits.Index, (await store.GetPositionAsync(Partition, Token)).Index);
            }

            await CompareAsync(store, model, random, commits);
        }

        while (await store.MergeAsync(Partition, 3, Token) > 0)
        {
        }

        for (var i = 0; i < 50; i++)
        {
            await CompareAsync(store, model, random, commits);
        }
    }

    [Fact]
    public async Task ApplyRetentionAsync_ByAge_DropsWhatWasCommittedBefore()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        await FillAsync(store, chunks: 6);
        Assert.True(await store.ApplyRetentionAsync(Partition, [new SeriesId(1)], 300_000_000_000, null, Token) > 0);
        Assert.Equal(4 * 600, (await AllAsync(store, new SeriesId(1), Everything(100))).Count);
        Assert.Equal(6 * 600, (await AllAsync(store, new SeriesId(2), Everything(100))).Count);
    }

    [Fact]
    public async Task ApplyRetentionAsync_ByBytes_DropsTheOldestUntilTheRestFits()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        await FillAsync(store, chunks: 6);
        var all = await store.GetBytesAsync(Token);
        await store.ApplyRetentionAsync(Partition, [new SeriesId(1), new SeriesId(2)], null, all / 2, Token);
        Assert.InRange(await store.GetBytesAsync(Token), 1, all / 2);
        var left = await AllAsync(store, new SeriesId(1), Everything(100));
        Assert.Equal(3 * 600, left.Count);
        Assert.All(left, sample => Assert.True(sample.CommitIndex > 3));
        Assert.Equal(0, await store.ApplyRetentionAsync(Partition, [new SeriesId(1), new SeriesId(2)], null, all, Token));
    }

    private static async Task FillAsync(IHistoryStore store, int chunks)
    {
        for (var i = 1; i <= chunks; i++)
        {
            var runs = new[] { 1u, 2u }.Select(series => Run(series, 600, (ulong)i, i * 1_000_000_000_000L) with { CommittedNs = i * 100_000_000_000L });
            await store.AppendAsync(Partition, runs, [], (ulong)i - 1, At((ulong)i), Token);
        }
    }

    private static async Task CompareAsync(IHistoryStore store, HistoryModel model, Random random, CommitSequence commits)
    {
        var series = new SeriesId((uint)random.Next(5));
        var from = random.Next(4) == 0 ? long.MinValue : commits.SomeTime();
        var to = random.Next(4) == 0 ? long.MaxValue : from == long.MinValue ? commits.SomeTime() : from + 1 + (random.NextInt64(1, 1L << 40) >> random.Next(40));
        var asOf = random.Next(3) == 0 ? (ulong)random.NextInt64(0, (long)commits.Index + 1) : ulong.MaxValue;
        var enough = random.Next(3) switch { 0 => 1, 1 => random.Next(1, 300), _ => 1 << 20 };
        var range = new HistoryRange(from, to, asOf, random.Next(2) == 0, enough);
        Assert.Equal(model.Read(series, from, to, asOf).Select(Key), (await AllAsync(store, series, range)).Select(Key));
    }

    private static (long, ulong, double, uint) Key(HistoryModel.Sample sample) => (sample.TimeNs, sample.CommitIndex, sample.Value, sample.Quality);

    /// <summary>All samples of a range, page by page, ordered.</summary>
    private static async Task<List<HistoryModel.Sample>> AllAsync(IHistoryStore store, SeriesId series, HistoryRange range)
    {
        var found = new List<HistoryModel.Sample>();
        for (var rest = range; ;)
        {
            var page = await store.ReadAsync(Partition, series, rest, Token);
            Assert.True(page.FromNs < page.ToNs);
            Assert.Equal(range.Descending ? rest.ToNs : rest.FromNs, range.Descending ? page.ToNs : page.FromNs);
            var content = new HistoryModel();
            foreach (var run in page.Runs)
            {
                content.Add(run);
            }

            var samples = content.Read(series, page.FromNs, page.ToNs, range.AsOfIndex);
            found.InsertRange(range.Descending ? 0 : found.Count, samples);
            if (range.Descending ? page.FromNs <= range.FromNs : page.ToNs >= range.ToNs)
            {
                return found;
            }

            rest = range.Descending ? rest with { ToNs = page.FromNs } : rest with { FromNs = page.ToNs };
        }
    }

    private static HistoryPosition At(ulong index) => new(History, index);

    private static HistoryRange Everything(int enough) => new(long.MinValue, long.MaxValue, ulong.MaxValue, false, enough);

    private static HistoryEvent Event(ulong index, int ordinal) =>
        new(new EventPosition(index, ordinal), "alarm.raised", "plants/p", 5, "high", new Dictionary<string, string> { ["alarm"] = "high" });

    private static HistoryRun Run(uint series, int count, ulong index, long first = 1_000) => new()
    {
        Series = new SeriesId(series),
        Times = Enumerable.Range(0, count).Select(i => first + (i * 1_000_000L)).ToArray(),
        Values = Enumerable.Range(0, count).Select(i => i / 8.0).ToArray(),
        Qualities = new uint[count],
        CommitIndexes = Enumerable.Repeat(index, count).ToArray(),
        CommittedNs = first,
    };

    /// <summary>Runs as a partition commits them: mostly fresh, sometimes late, sometimes the same instant again.</summary>
    private sealed class CommitSequence(Random random)
    {
        private readonly Dictionary<int, long> newest = [];

        public ulong Index { get; set; }

        public long SomeTime() => newest.Count == 0 ? 0 : (long)(random.NextDouble() * 1.1 * newest.Values.Max());

        public HistoryRun NextRun(int series)
        {
            var count = random.Next(12) switch { 0 => random.Next(500, 5000), < 6 => random.Next(1, 10), _ => random.Next(10, 120) };
            var builder = new HistoryRunBuilder();
            for (var i = 0; i < count; i++)
            {
                var time = newest.GetValueOrDefault(series);
                time = random.Next(100) switch { 0 => (long)(time * random.NextDouble()), < 5 => time, _ => time + random.Next(1, 1_000_000_000) };
                newest[series] = Math.Max(time, newest.GetValueOrDefault(series));

                // The last digits tell duplicates of one instant in one commit apart: their order must hold.
                builder.Add([time], [random.Next(100) + (i / 8192.0)], [random.Next(20) == 0 ? Quality.Bad : Quality.Good], [], Index + 1 + (ulong)(10 * i / count));
            }

            return builder.Build(new SeriesId((uint)series), (long)Index);
        }
    }
}
