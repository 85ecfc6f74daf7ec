using Google.Rpc;
using Grpc.Core;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest;

public sealed class PublishTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_ValuesOfEveryType_AreCommittedAndLive()
    {
        await using var server = await IngestServer.StartAsync();
        var response = await server.Client.PublishAsync(
            Request(
                Sample("temperature", new Value { Number = 50 }, unit: "[degF]"),
                Sample("starts", new Value { Integer = 12 }),
                Sample("running", new Value { Boolean = true }),
                Sample("recipe", new Value { Text = "cola" }),
                Sample("mode", new Value { Enumeration = new EnumerationValue { Symbol = "MANUAL" } })),
            cancellationToken: Token);
        Assert.Equal(("ACCEPTED", 5ul, V1.Durability.PowerLoss), (response.Result.Code, response.AcceptedSamples, response.Durability));
        var view = new AssetView();
        Assert.True(server.Partition.TryRead(server.Partition.FindAsset("pump-1"), view));
        Assert.Equal([10, 12, 1, 7], new[] { 0, 2, 3, 5 }.Select(i => Math.Round(view.Signals[i].Value, 9)));
        Assert.Equal("cola", view.Signals[4].Text);
    }

    [Fact]
    public async Task Publish_WrongTypeUnitOrName_IsToldByPosition()
    {
        await using var server = await IngestServer.StartAsync();
        var response = await server.Client.PublishAsync(
            Request(
                Sample("temperature", new Value { Number = 20 }),
                Sample("temperature", new Value { Text = "warm" }),
                Sample("temperature", new Value { Number = 20 }, unit: "K"),
                Sample("nothing", new Value { Number = 20 }),
                Sample("mode", new Value { Text = "SIDEWAYS" })),
            cancellationToken: Token);
        Assert.Equal(1ul, response.AcceptedSamples);
        Assert.Equal(
            [(1u, "TYPE_MISMATCH"), (2u, "UNIT_MISMATCH"), (3u, "UNKNOWN_SIGNAL"), (4u, "TYPE_MISMATCH")],
            response.Result.Items.Select(item => (item.Index, item.Code)));
    }

    [Fact]
    public async Task Publish_ToTwoPartitions_SplitsAndAnswersAsOne()
    {
        await using var server = await IngestServer.StartAsync();
        var response = await server.Client.PublishAsync(
            Request(Sample("temperature", new Value { Number = 20 }, asset: "far-1"), Sample("temperature", new Value { Text = "x" }), Sample("pressure", new Value { Number = 2 })),
            cancellationToken: Token);
        Assert.Equal((2ul, 1u), (response.AcceptedSamples, Assert.Single(response.Result.Items).Index));
    }

    [Fact]
    public async Task Publish_SameRequestIdAgain_AnswersAsTheFirst()
    {
        await using var server = await IngestServer.StartAsync();
        var request = Request(Sample("temperature", new Value { Number = 20 }));
        request.RequestId = "order-66";
        var both = await Task.WhenAll(
            server.Client.PublishAsync(request, cancellationToken: Token).ResponseAsync, server.Client.PublishAsync(request, cancellationToken: Token).ResponseAsync);
        Assert.Equal(both[0], both[1]);
        Assert.Equal(1L, server.Partition.ListProducers().Single().AcceptedSamples);
        request.Samples[0].Value.Number = 21;
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.PublishAsync(request, cancellationToken: Token));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    [Fact]
    public async Task Publish_NumberedCallAgain_IsADuplicateAndAnotherPayloadAConflict()
    {
        await using var server = await IngestServer.StartAsync();
        var request = Request(Sample("temperature", new Value { Number = 20 }));
        (request.Epoch, request.Seq) = (1, 1);
        Assert.Equal("ACCEPTED", (await server.Client.PublishAsync(request, cancellationToken: Token)).Result.Code);
        Assert.Equal("DUPLICATE", (await server.Client.PublishAsync(request, cancellationToken: Token)).Result.Code);
        request.Samples[0].Value.Number = 21;
        Assert.Equal("SEQUENCE_CONFLICT", await ReasonAsync(server, request));
        request.Seq = 3;
        Assert.Equal("SEQUENCE_GAP", await ReasonAsync(server, request));
        request.Seq = 2;
        Assert.Equal("ACCEPTED", (await server.Client.PublishAsync(request, cancellationToken: Token)).Result.Code);
    }

    [Fact]
    public async Task Publish_ManyAtOnce_NumbersThemInOneLane()
    {
        await using var server = await IngestServer.StartAsync();
        var calls = Enumerable.Range(0, 50).Select(i => server.Client.PublishAsync(Request(Sample("temperature", new Value { Number = i })), cancellationToken: Token).ResponseAsync);
        var responses = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(1, 50).Select(seq => (ulong)seq), responses.Select(response => response.Result.Seq).Order());
    }

    [Fact]
    public async Task Publish_OverTheRate_IsRefusedWithARetryTime()
    {
        await using var server = await IngestServer.StartAsync(IngestPlant.Create(new QuotaDefinition(SamplesPerSecond: 1)));
        var request = Request(Sample("temperature", new Value { Number = 1 }), Sample("pressure", new Value { Number = 1 }), Sample("starts", new Value { Integer = 1 }));
        await server.Client.PublishAsync(request, cancellationToken: Token);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.PublishAsync(request, cancellationToken: Token));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.NotNull(error.GetRpcStatus()!.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task FenceProducer_OfAPublisher_RefusesItsEpochEverywhere()
    {
        await using var server = await IngestServer.StartAsync();
        var request = Request(Sample("temperature", new Value { Number = 20 }));
        await server.Client.PublishAsync(request, cancellationToken: Token);
        var fenced = await server.Client.FenceProducerAsync(new FenceProducerRequest { Plant = "plant", Producer = "desk", Reason = "stolen" }, cancellationToken: Token);
        Assert.Equal(2ul, fenced.BelowEpoch);
        Assert.NotEmpty(fenced.Token);
        Assert.Equal("FENCED_EPOCH", await ReasonAsync(server, request));
        request.Epoch = 2;
        Assert.Equal(1ul, (await server.Client.PublishAsync(request, cancellationToken: Token)).AcceptedSamples);
        var producers = await server.Client.ListProducersAsync(new ListProducersRequest { Plant = "plants/plant" }, cancellationToken: Token);
        Assert.Contains(producers.Producers, producer => producer.FencedBelowEpoch == 2 && producer.Producer_ == "desk.publish");
    }

    private static async Task<string> ReasonAsync(IngestServer server, PublishRequest request)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.PublishAsync(request, cancellationToken: Token));
        return error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason;
    }

    private static PublishRequest Request(params PublishSample[] samples) => new() { Plant = "plant", Producer = "desk", Samples = { samples } };

    private static PublishSample Sample(string signal, Value value, string asset = "pump-1", string unit = "") =>
        new() { Asset = asset, Signal = signal, Time = IngestCall.NowNs, Value = value, Unit = unit };
}
