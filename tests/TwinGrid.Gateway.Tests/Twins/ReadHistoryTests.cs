using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class ReadHistoryTests(GatewayServer server)
{
    private const long Start = 1_600_000_000_000_000_000;
    private const long Second = 1_000_000_000;

    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task ReadHistory_WhatWasJustAcked_IsThereExactly()
    {
        var (plant, token) = await RecordAsync("hist-raw", 10);

        var messages = await ReadAsync(new ReadHistoryRequest
        {
            Series = { Flow(plant) }, From = Start + (2 * Second), To = Start + (8 * Second), Read = new ReadOptions { AtLeast = token },
        });

        var samples = messages.Take(messages.Count - 1).ToList();
        Assert.Equal(Enumerable.Range(2, 6).Select(i => Start + (i * Second)), samples.SelectMany(m => m.Time));
        Assert.Equal(Enumerable.Range(2, 6).Select(i => i + 0.5), samples.SelectMany(m => m.Value));
        Assert.All(samples.SelectMany(m => m.Quality), quality => Assert.Equal(0u, quality));
        Assert.NotEmpty(messages[^1].Position.Token);
        Assert.Empty(messages[^1].Time);
    }

    [Fact]
    public async Task ReadHistory_NoUpperBound_GivesAllAndLimitTruncates()
    {
        var (plant, token) = await RecordAsync("hist-all", 10);
        var read = new ReadOptions { AtLeast = token };

        var all = await ReadAsync(new ReadHistoryRequest { Series = { Flow(plant) }, Read = read });
        var newest = await ReadAsync(new ReadHistoryRequest { Series = { Flow(plant) }, Read = read, Descending = true, Limit = 3 });

        Assert.Equal(10, all.Sum(m => m.Time.Count));
        Assert.Equal([9.5, 8.5, 7.5], newest.SelectMany(m => m.Value));
        Assert.Contains(newest, m => m.Truncated);
    }

    [Fact]
    public async Task ReadHistory_Windows_AreComputed()
    {
        var (plant, token) = await RecordAsync("hist-windows", 10);

        var messages = await ReadAsync(new ReadHistoryRequest
        {
            Series = { Flow(plant) },
            From = Start,
            To = Start + (10 * Second),
            WindowNs = 5 * Second,
            Aggregations = { Aggregation.Min, Aggregation.Max, Aggregation.Count },
            Read = new ReadOptions { AtLeast = token },
        });

        var windows = messages[0];
        Assert.Equal([Start, Start + (5 * Second)], windows.Time);
        Assert.Equal([Aggregation.Min, Aggregation.Max, Aggregation.Count], windows.Windows.Select(w => w.Aggregation));
        Assert.Equal([0.5, 5.5], windows.Windows[0].Value);
        Assert.Equal([4.5, 9.5], windows.Windows[1].Value);
        Assert.Equal([5, 5], windows.Windows[2].Value);
    }

    [Fact]
    public async Task ReadHistory_AtInstants_GivesTheSampleBefore()
    {
        var (plant, token) = await RecordAsync("hist-at", 10);

        var messages = await ReadAsync(new ReadHistoryRequest
        {
            Series = { Flow(plant) }, At = { Start + Second + 1, Start + (100 * Second) }, Read = new ReadOptions { AtLeast = token },
        });

        Assert.Equal([1.5, 9.5], messages.SelectMany(m => m.Value));
    }

    [Fact]
    public async Task ReadHistory_RetiredSignal_StaysReadable()
    {
        var (plant, token) = await RecordAsync("hist-retired", 4);
        var changed = await server.Definitions.ApplyDefinitionAsync(
            TestPlants.Request(TestPlants.Small(plant, "- {id: level, unit: m, lateWindow: unlimited}")), cancellationToken: Token);
        Assert.NotEqual(token, changed.Token);

        var messages = await ReadAsync(new ReadHistoryRequest { Series = { Flow(plant) }, Read = new ReadOptions { AtLeast = changed.Token } });

        Assert.Equal(4, messages.Sum(m => m.Time.Count));
    }

    [Theory]
    [InlineData("nobody", "flow", "NOT_FOUND")]
    [InlineData("pump-2", "nothing", "NOT_FOUND")]
    [InlineData("shared-1", "flow", "AMBIGUOUS_NAME")]
    public async Task ReadHistory_NoSuchSeries_SaysWhy(string asset, string signal, string reason) =>
        await Refusals.ExpectAsync(reason, () => ReadAsync(new ReadHistoryRequest { Series = { new HistorySeries { Asset = asset, Signal = signal } } }));

    public static TheoryData<string, ReadHistoryRequest> Wrong => new()
    {
        { "series", new ReadHistoryRequest() },
        { "to", new ReadHistoryRequest { From = 5, To = 5 } },
        { "to", new ReadHistoryRequest { Aggregations = { Aggregation.Min } } },
        { "at[1]", new ReadHistoryRequest { At = { 2, 1 } } },
        { "at", new ReadHistoryRequest { At = { 1 }, To = 5 } },
        { "window_ns", new ReadHistoryRequest { To = 5, WindowNs = 1 } },
        { "window_ns", new ReadHistoryRequest { To = 5, WindowNs = -1, Aggregations = { Aggregation.Min } } },
        { "window_ns", new ReadHistoryRequest { From = long.MinValue, To = long.MaxValue, WindowNs = 1, Aggregations = { Aggregation.Min } } },
        { "descending", new ReadHistoryRequest { To = 5, Descending = true, Aggregations = { Aggregation.Min } } },
        { "aggregations[1]", new ReadHistoryRequest { To = 5, Aggregations = { Aggregation.Min, Aggregation.Raw } } },
        { "aggregations[0]", new ReadHistoryRequest { To = 5, Aggregations = { (Aggregation)99 } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task ReadHistory_WrongField_IsNamed(string field, ReadHistoryRequest request)
    {
        if (field != "series")
        {
            request.Series.Add(new HistorySeries { Asset = "pump-2", Signal = "flow" });
        }

        var status = await Refusals.ExpectAsync("INVALID_ARGUMENT", () => ReadAsync(request));

        Assert.Equal(field, status.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Single().Field);
    }

    private static HistorySeries Flow(string plant) => new() { Asset = $"{plant}-pump", Signal = "flow" };

    private async Task<(string Plant, string Token)> RecordAsync(string plant, int samples)
    {
        await server.Definitions.ApplyDefinitionAsync(TestPlants.Request(TestPlants.Small(plant)), cancellationToken: Token);
        var values = Enumerable.Range(0, samples).Select(i => ("flow", Start + (i * Second), new Value { Number = i + 0.5 })).ToArray();
        return (plant, await server.PublishAsync(plant, $"{plant}-pump", values));
    }

    private async Task<List<ReadHistoryResponse>> ReadAsync(ReadHistoryRequest request)
    {
        using var call = server.Twins.ReadHistory(request, cancellationToken: Token);
        var messages = new List<ReadHistoryResponse>();
        await foreach (var message in call.ResponseStream.ReadAllAsync(Token))
        {
            messages.Add(message);
        }

        return messages;
    }
}
