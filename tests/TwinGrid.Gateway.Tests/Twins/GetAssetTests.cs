using Google.Rpc;
using Grpc.Core;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using SignalType = TwinGrid.V1.SignalType;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class GetAssetTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task GetAsset_NeverReceived_WaitsForInitialData()
    {
        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "plants/mill/lines/dry-end/assets/roll-40" }, cancellationToken: Token);

        Assert.Equal("roll", asset.Type);
        Assert.Equal("", asset.State);
        Assert.Equal(["speed", "count", "running", "batch", "state"], asset.Signals.Select(s => s.Signal));
        Assert.All(asset.Signals, signal => Assert.Equal(Quality.BadWaitingForInitialData, signal.Quality));
        Assert.All(asset.Signals, signal => Assert.Null(signal.Value));
        Assert.All(asset.Signals, signal => Assert.Equal(0, signal.SourceTime));
    }

    [Fact]
    public async Task GetAsset_EveryType_IsAnsweredAsItWasSent()
    {
        var now = server.NowNs;
        var token = await server.PublishAsync(
            "mill",
            "roll-1",
            ("speed", now, new Value { Number = 812.5 }),
            ("count", now, new Value { Integer = 1L << 40 }),
            ("running", now, new Value { Boolean = true }),
            ("batch", now, new Value { Text = "B-7 ü" }),
            ("state", now, new Value { Enumeration = new EnumerationValue { Symbol = "Running" } }));

        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "roll-1", Read = new ReadOptions { AtLeast = token } }, cancellationToken: Token);

        Assert.Equal("plants/mill/lines/dry-end/assets/roll-1", asset.Name);
        var values = asset.Signals.ToDictionary(s => s.Signal, s => s.Value);
        Assert.Equal(812.5, values["speed"].Number);
        Assert.Equal(1L << 40, values["count"].Integer);
        Assert.True(values["running"].Boolean);
        Assert.Equal("B-7 ü", values["batch"].Text);
        Assert.Equal(new EnumerationValue { Number = 6, Symbol = "Running" }, values["state"].Enumeration);
        Assert.Equal("Running", asset.State);
        Assert.All(asset.Signals, signal => Assert.Equal((now, 1UL, Quality.Good), (signal.SourceTime, signal.Samples, signal.Quality)));
        Assert.Equal((SignalType.Number, "m/min"), (asset.Signals[0].Type, asset.Signals[0].Unit));
        Assert.NotNull(asset.Signals[0].Statistics);
        Assert.Null(asset.Signals[1].Statistics);
        Assert.True(asset.Revision > 0);
        Assert.Equal(4.5, asset.Parameters["width"]);
    }

    [Fact]
    public async Task GetAsset_OlderThanStaleAfter_IsLastUsableValue()
    {
        var token = await server.PublishAsync("mill", "roll-2", ("speed", server.NowNs, new Value { Number = 1 }), ("count", server.NowNs, new Value { Integer = 1 }));
        var request = new GetAssetRequest { Name = "roll-2", Signals = { "speed", "count" }, Read = new ReadOptions { AtLeast = token } };
        await server.Twins.GetAssetAsync(request, cancellationToken: Token);

        // Short of the time after which the producer counts as gone.
        using (server.Time.Forward(TimeSpan.FromSeconds(61)))
        {
            var asset = await server.Twins.GetAssetAsync(request, cancellationToken: Token);

            Assert.True(asset.Signals[0].Quality is Quality.UncertainLastUsableValue or Quality.BadNoCommunication);
            Assert.Equal(1, asset.Signals[0].Value.Number);
        }
    }

    [Theory]
    [InlineData("plants/mill/lines/dry-end/assets/roll-3")]
    [InlineData("plants/mill/lines/-/assets/roll-3")]
    [InlineData("plants/-/lines/-/assets/roll-3")]
    [InlineData("roll-3")]
    public async Task GetAsset_AnyFormOfItsName_FindsIt(string name)
    {
        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = name }, cancellationToken: Token);

        Assert.Equal("plants/mill/lines/dry-end/assets/roll-3", asset.Name);
    }

    [Fact]
    public async Task GetAsset_IdOfTwoPlants_NamesTheCandidates()
    {
        var refused = await Refused(new GetAssetRequest { Name = "shared-1" }, StatusCode.FailedPrecondition, "AMBIGUOUS_NAME");

        Assert.Equal(
            "plants/annex/lines/north/assets/shared-1, plants/mill/lines/dry-end/assets/shared-1", refused.GetDetail<ErrorInfo>().Metadata["candidates"]);
    }

    [Fact]
    public async Task GetAsset_InASecondPartition_IsFound()
    {
        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "plants/annex/lines/south/assets/pump-2" }, cancellationToken: Token);

        Assert.Equal("pump", asset.Type);
    }

    [Theory]
    [InlineData("plants/mill/lines/dry-end/assets/nobody", StatusCode.NotFound, "NOT_FOUND")]
    [InlineData("plants/mill/lines/wet-end/assets/roll-3", StatusCode.NotFound, "NOT_FOUND")]
    [InlineData("plants/nowhere/lines/l/assets/a", StatusCode.NotFound, "NOT_FOUND")]
    [InlineData("nobody", StatusCode.NotFound, "NOT_FOUND")]
    [InlineData("", StatusCode.InvalidArgument, "INVALID_NAME")]
    [InlineData("plants/mill", StatusCode.InvalidArgument, "INVALID_NAME")]
    [InlineData("plants/mill/lines/dry-end/assets/", StatusCode.InvalidArgument, "INVALID_NAME")]
    [InlineData("../etc", StatusCode.InvalidArgument, "INVALID_NAME")]
    public async Task GetAsset_NoSuchName_SaysWhy(string name, StatusCode code, string reason) => await Refused(new GetAssetRequest { Name = name }, code, reason);

    [Fact]
    public async Task GetAsset_SomeSignals_AnswersOnlyThose()
    {
        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "roll-3", Signals = { "state", "speed" } }, cancellationToken: Token);
        var none = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "roll-3", Signals = { "-" } }, cancellationToken: Token);

        Assert.Equal(["speed", "state"], asset.Signals.Select(s => s.Signal));
        Assert.Empty(none.Signals);
    }

    [Fact]
    public async Task GetAsset_SignalThatTheTypeLacks_NamesThoseItHas()
    {
        var refused = await Refused(new GetAssetRequest { Name = "roll-3", Signals = { "sped" } }, StatusCode.InvalidArgument, "INVALID_ARGUMENT");

        Assert.Contains("speed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsset_TokenOfTheFuture_TimesOutWithRetryInfo()
    {
        var partition = server.Services.GetRequiredService<IPartitionDirectory>().OfPlant("mill")[0];
        var token = ReadToken.Encode(partition.Key, partition.HistoryId, partition.AppliedIndex + 1_000_000);

        var refused = await Refused(
            new GetAssetRequest { Name = "roll-3", Read = new ReadOptions { AtLeast = token, WaitMs = 20 } }, StatusCode.Unavailable, "WAIT_TIMED_OUT");

        Assert.NotNull(refused.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task GetAsset_TokenOfAnotherHistory_IsRefused()
    {
        var token = ReadToken.Encode(new PartitionKey("mill", 0), Guid.NewGuid(), 1);

        await Refused(new GetAssetRequest { Name = "roll-3", Read = new ReadOptions { AtLeast = token } }, StatusCode.FailedPrecondition, "HISTORY_MISMATCH");
    }

    [Fact]
    public async Task GetAsset_TokenOfAnotherPlant_IsPassedOver()
    {
        var token = ReadToken.Encode(new PartitionKey("elsewhere", 0), Guid.NewGuid(), 99);

        var asset = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "roll-3", Read = new ReadOptions { AtLeast = token } }, cancellationToken: Token);

        Assert.Equal("roll", asset.Type);
    }

    [Theory]
    [InlineData(30_001u, (int)Consistency.Latest, "read.wait_ms")]
    [InlineData(0u, 7, "read.consistency")]
    public async Task GetAsset_BadTerms_NamesTheField(uint wait, int consistency, string field)
    {
        var read = new ReadOptions { WaitMs = wait, Consistency = (Consistency)consistency };

        var refused = await Refused(new GetAssetRequest { Name = "roll-3", Read = read }, StatusCode.InvalidArgument, "INVALID_ARGUMENT");

        Assert.Equal(field, refused.GetDetail<BadRequest>().FieldViolations.Single().Field);
    }

    [Fact]
    public async Task GetAsset_Durable_AnswersWhatIsDurable()
    {
        await server.PublishAsync("mill", "roll-4", ("speed", server.NowNs, new Value { Number = 2 }));

        var asset = await server.Twins.GetAssetAsync(
            new GetAssetRequest { Name = "roll-4", Read = new ReadOptions { Consistency = Consistency.Durable } }, cancellationToken: Token);

        var partition = server.Services.GetRequiredService<IPartitionDirectory>().OfPlant("mill")[0];
        Assert.True(partition.DurableIndex >= asset.Revision);
        Assert.False(asset.Position.Stale);
        Assert.Equal(partition.HistoryId.ToString("N"), asset.Position.HistoryId);
    }

    [Fact]
    public async Task BatchGetAssets_Names_AnswersInTheirOrder()
    {
        var response = await server.Twins.BatchGetAssetsAsync(
            new BatchGetAssetsRequest { Names = { "press-1", "roll-3", "plants/annex/lines/south/assets/pump-2" }, Signals = { "speed" } }, cancellationToken: Token);

        Assert.Equal(["press-1", "roll-3", "pump-2"], response.Assets.Select(a => a.Name.Split('/')[^1]));
        Assert.Equal([1, 1, 0], response.Assets.Select(a => a.Signals.Count));
        Assert.Equal("Press", response.Assets[0].DisplayName);
        Assert.Equal("wet", response.Assets[0].Labels["area"]);
        Assert.Equal(2, ReadToken.Decode(response.Position.Token, "t")!.Marks.Count);
    }

    [Fact]
    public async Task BatchGetAssets_TooMany_IsRefused()
    {
        var request = new BatchGetAssetsRequest();
        request.Names.AddRange(Enumerable.Repeat("roll-3", 1_001));

        var thrown = await Assert.ThrowsAsync<RpcException>(async () => await server.Twins.BatchGetAssetsAsync(request, cancellationToken: Token));

        Assert.Equal(StatusCode.InvalidArgument, thrown.StatusCode);
    }

    private async Task<Google.Rpc.Status> Refused(GetAssetRequest request, StatusCode code, string reason)
    {
        var thrown = await Assert.ThrowsAsync<RpcException>(async () => await server.Twins.GetAssetAsync(request, cancellationToken: Token));
        Assert.Equal(code, thrown.StatusCode);
        var status = thrown.GetRpcStatus()!;
        Assert.Equal(reason, status.GetDetail<ErrorInfo>().Reason);
        return status;
    }
}
