using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Queries;
using TwinGrid.Grains.Tests.Partitions;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Queries;

public sealed class TwinQueriesTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task ListAsync_TwoPartitionsByName_PagesEachAssetOnceInOrder()
    {
        var plant = Of(
            ("c", 0, [Range("c-{000}", "pump", 250)]), ("b", 1, [Range("b-{000}", "filler", 130)]), ("a", 0, [Range("a-{000}", "pump", 77)]));
        var queries = Queries(new TestPartition(plant), new TestPartition(plant, 1));
        var names = await All(queries, new AssetQuery("plants/p"), 50);
        Assert.Equal(457, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(130, (await All(queries, new AssetQuery("plants/p/lines/b"), 33)).Count);
        Assert.Equal(457, (await All(queries, new AssetQuery("plants/-"), 1_000)).Count);
        Assert.Empty(await All(queries, new AssetQuery("plants/other"), 10));
        Assert.Empty(await All(queries, new AssetQuery("plants/p/lines/none"), 10));
    }

    [Fact]
    public async Task ListAsync_BySignalDescending_OrdersByValueThenNameAndPutsAbsentLast()
    {
        var partition = new TestPartition(Of(("a", 0, [Range("p-{0}", "pump", 5)])));
        partition.Set("p-2", "speed", 7, 1);
        partition.Set("p-4", "speed", 9, 1);
        partition.Set("p-5", "speed", 7, 1);
        var queries = Queries(partition);
        Assert.Equal(["p-4", "p-2", "p-5", "p-1", "p-3"], Ids(await All(queries, new AssetQuery("plants/p", "", "signals.speed desc"), 2)));
        Assert.Equal(["p-2", "p-5", "p-4", "p-1", "p-3"], Ids(await All(queries, new AssetQuery("plants/p", "", "signals.speed"), 2)));
        Assert.Equal(["p-5", "p-4", "p-3", "p-2", "p-1"], Ids(await All(queries, new AssetQuery("plants/p", "", "type, name desc"), 3)));
    }

    [Fact]
    public async Task ListAsync_TokenOfAnotherQuery_IsRefused()
    {
        var queries = Queries(new TestPartition(Of(("a", 0, [Range("p-{0}", "pump", 5)]))));
        var page = await queries.ListAsync(new AssetQuery("plants/p"), 2, null, TestContext.Current.CancellationToken);
        var other = await Assert.ThrowsAsync<FilterException>(async () =>
            await queries.ListAsync(new AssetQuery("plants/p", "type = pump"), 2, page.NextPageToken, TestContext.Current.CancellationToken));
        Assert.Equal("page_token", other.Field);
        Assert.Contains("belongs to another query", other.Message, StringComparison.Ordinal);
        foreach (var broken in new[] { "x", page.NextPageToken![..^2], "AAAA" + page.NextPageToken, "ä" })
        {
            var error = await Assert.ThrowsAsync<FilterException>(async () =>
                await queries.ListAsync(new AssetQuery("plants/p"), 2, broken, TestContext.Current.CancellationToken));
            Assert.Equal("page_token", error.Field);
        }
    }

    [Theory]
    [InlineData("speed", "one can order by name, type, line and signals.ID")]
    [InlineData("name up", "expected a field, then asc or desc")]
    [InlineData("signals.none", "no type has a signal 'none'")]
    [InlineData("signals.recipe", "is a text")]
    [InlineData("name,type,line,name,type", "at most 4")]
    public async Task ListAsync_WrongOrder_IsRefused(string orderBy, string message)
    {
        var queries = Queries(new TestPartition(Of(("a", 0, [Range("p-{0}", "pump", 5)]))));
        var error = await Assert.ThrowsAsync<FilterException>(async () =>
            await queries.ListAsync(new AssetQuery("plants/p", "", orderBy), 2, null, TestContext.Current.CancellationToken));
        Assert.Equal("order_by", error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_ValuesChangeBetweenPages_VisitsEachAssetOnce()
    {
        var partition = new TestPartition(Of(("b", 0, [Range("p-{000}", "pump", 60)]), ("a", 0, [Range("q-{000}", "pump", 40)])));
        var queries = Queries(partition);
        await Gen.Select(Gen.Int[1, 40], Gen.Int[0, 1_000_000]).SampleAsync(
            async (size, seed) =>
            {
                var random = new Random(seed);
                var names = await All(queries, new AssetQuery("plants/p", "type = pump"), size, () =>
                    partition.Set($"p-{random.Next(1, 61):D3}", "speed", random.Next(100), seed));
                Assert.Equal(100, names.Count);
                Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
            },
            iter: 50);
    }

    [Fact]
    public async Task ListAsync_HundredThousandAssets_EveryPageCostsTheSame()
    {
        var partition = new TestPartition(Of(("a", 0, [Range("p-{000000}", "pump", 120_000)])));
        var queries = Queries(partition);
        var names = await All(queries, new AssetQuery("plants/p"), 1_000, () => partition.MarkInfoReads());
        Assert.Equal(120_000, names.Distinct().Count());

        // A page of 1 000, one asset to know whether there are more, and a binary search over 120 000 names.
        Assert.All(partition.InfoReadMarks.Skip(1), reads => Assert.InRange(reads, 0, 1_001 + 18));
    }

    [Fact]
    public async Task ListAlarmsAsync_MixedAlarms_OrdersByUrgencyThenNewest()
    {
        var partition = new TestPartition(Of(("a", 0, [Range("p-{0}", "pump", 4)]), ("b", 0, [Range("q-{0}", "pump", 1)])));
        partition.SetAlarms("p-1", Alarm("p-1", "x", 3, 10), Alarm("p-1", "y", 1, 5));
        partition.SetAlarms("p-2", Alarm("p-2", "x", 3, 20), Alarm("p-2", "y", 1, 5, AlarmState.Shelved));
        partition.SetAlarms("p-3", Alarm("p-3", "x", 1, 99, AlarmState.Normal));
        partition.SetAlarms("q-1", Alarm("q-1", "x", 2, 1));
        var queries = Queries(partition);
        Assert.Equal(["p-1/y", "q-1/x", "p-2/x", "p-1/x"], await Alarms(queries, new AlarmQuery("plants/p", false, false)));
        Assert.Equal(["p-1/y", "p-2/y", "q-1/x", "p-2/x", "p-1/x"], await Alarms(queries, new AlarmQuery("plants/p", false, true)));
        Assert.Equal(["p-3/x", "p-1/y", "q-1/x", "p-2/x", "p-1/x"], await Alarms(queries, new AlarmQuery("plants/p", true, false)));
        Assert.Equal(["q-1/x"], await Alarms(queries, new AlarmQuery("plants/p/lines/b", false, false)));
        Assert.Equal(["p-2/x"], await Alarms(queries, new AlarmQuery("plants/p/lines/a/assets/p-2", false, false)));
        Assert.Empty(await Alarms(queries, new AlarmQuery("plants/p/lines/a/assets/none", false, false)));
    }

    private static TwinQueries Queries(params TestPartition[] partitions) =>
        new(new TestDirectory(partitions), new PlantFiguresSource(), Clock);

    private static IEnumerable<string> Ids(IEnumerable<string> names) => names.Select(name => name[(name.LastIndexOf('/') + 1)..]);

    private static async Task<List<string>> All(TwinQueries queries, AssetQuery query, int size, Action? between = null)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await queries.ListAsync(query, size, token, TestContext.Current.CancellationToken);
            Assert.True(page.Assets.Count == size || page.NextPageToken is null);
            names.AddRange(page.Assets.Select(view => view.Info.Name));
            token = page.NextPageToken;
            between?.Invoke();
        }
        while (token is not null);
        return names;
    }

    private static async Task<List<string>> Alarms(TwinQueries queries, AlarmQuery query)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await queries.ListAlarmsAsync(query, 2, token, TestContext.Current.CancellationToken);
            names.AddRange(page.Alarms.Select(alarm => $"{alarm.Asset[(alarm.Asset.LastIndexOf('/') + 1)..]}/{alarm.Alarm}"));
            token = page.NextPageToken;
        }
        while (token is not null);
        return names;
    }

    private static AlarmStatus Alarm(string asset, string alarm, int priority, long raised, AlarmState state = AlarmState.Unacknowledged) => new()
    {
        Asset = $"plants/p/lines/a/assets/{asset}",
        Alarm = alarm,
        Signal = "speed",
        Priority = priority,
        RaisedAtNs = raised,
        State = state,
        IsActive = state == AlarmState.Unacknowledged,
    };
}
