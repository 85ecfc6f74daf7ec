using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class WatchTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task WatchAssets_FirstTheStateThenChanges_OfWhatMatches()
    {
        using var call = server.Twins.WatchAssets(
            new WatchAssetsRequest { Parent = "plants/mill", Filter = "name = \"plants/mill/lines/dry-end/assets/roll-35\"", Signals = { "speed" }, MinIntervalMs = 10 },
            cancellationToken: Token);
        var initial = new List<WatchAssetsResponse>();
        while (await call.ResponseStream.MoveNext(Token))
        {
            initial.Add(call.ResponseStream.Current);
            if (call.ResponseStream.Current.Synced)
            {
                break;
            }
        }

        Assert.Equal("plants/mill/lines/dry-end/assets/roll-35", Assert.Single(initial.SelectMany(m => m.Changes)).Name);
        Assert.NotEmpty(initial[^1].Position.Token);

        await server.PublishAsync("mill", "roll-36", ("speed", server.NowNs, new Value { Number = 5 }));
        await server.PublishAsync("mill", "roll-35", ("speed", server.NowNs, new Value { Number = 77 }), ("count", server.NowNs, new Value { Integer = 1 }));
        AssetChange? change = null;
        while (change is null && await call.ResponseStream.MoveNext(Token))
        {
            change = call.ResponseStream.Current.Changes.FirstOrDefault(c => c.Signals.Count > 0);
        }

        Assert.Equal("plants/mill/lines/dry-end/assets/roll-35", change!.Name);
        var signal = Assert.Single(change.Signals);
        Assert.Equal(("speed", 77), (signal.Signal, signal.Value.Number));
    }

    [Fact]
    public async Task WatchPlant_Events_ResumeAfterTheLastOneTold()
    {
        using var first = server.Twins.WatchPlant(new WatchPlantRequest { Name = "mill", Events = true }, cancellationToken: Token);
        Assert.True(await first.ResponseStream.MoveNext(Token));
        Assert.NotEmpty(first.ResponseStream.Current.ResumeToken);
        await server.PublishAsync("mill", "roll-37", ("speed", server.NowNs, new Value { Number = 1_600 }));
        var raised = await NextEventAsync(first, "roll-37");
        Assert.Equal("alarm.raised", raised.Event.Kind);

        await server.Twins.AcknowledgeAlarmAsync(new AcknowledgeAlarmRequest { Name = "roll-37/alarms/fast", By = "kim" }, cancellationToken: Token);
        using var second = server.Twins.WatchPlant(
            new WatchPlantRequest { Name = "mill", Events = true, ResumeToken = raised.ResumeToken }, cancellationToken: Token);

        var next = await NextEventAsync(second, "roll-37");
        Assert.Equal("alarm.acknowledged", next.Event.Kind);
    }

    [Fact]
    public async Task WatchPlant_Aggregates_ComeAtOnce()
    {
        using var call = server.Twins.WatchPlant(new WatchPlantRequest { Name = "annex", Aggregates = true }, cancellationToken: Token);

        Assert.True(await call.ResponseStream.MoveNext(Token));
        Assert.Equal("plants/annex", call.ResponseStream.Current.Plant.Name);
    }

    [Fact]
    public async Task WatchPlant_TokenOfAnotherPlant_IsRefused()
    {
        using var call = server.Twins.WatchPlant(new WatchPlantRequest { Name = "annex", Aggregates = true }, cancellationToken: Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));
        var token = call.ResponseStream.Current.ResumeToken;

        await Refusals.ExpectAsync("INVALID_TOKEN", () => FirstAsync(server.Twins.WatchPlant(new WatchPlantRequest { Name = "mill", ResumeToken = token }, cancellationToken: Token)));
    }

    [Theory]
    [InlineData("plants/nowhere", "", "NOT_FOUND")]
    [InlineData("plants/-", "", "INVALID_ARGUMENT")]
    [InlineData("plants/mill", "((", "INVALID_QUERY")]
    public async Task WatchAssets_Wrong_SaysWhy(string parent, string filter, string reason) => await Refusals.ExpectAsync(
        reason, () => FirstAsync(server.Twins.WatchAssets(new WatchAssetsRequest { Parent = parent, Filter = filter }, cancellationToken: Token)));

    private static async Task FirstAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            await call.ResponseStream.MoveNext(Token);
        }
    }

    private static async Task<WatchPlantResponse> NextEventAsync(AsyncServerStreamingCall<WatchPlantResponse> call, string asset)
    {
        while (await call.ResponseStream.MoveNext(Token))
        {
            if (call.ResponseStream.Current.Event is { } told && told.Subject.Contains(asset, StringComparison.Ordinal))
            {
                return call.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }
}
