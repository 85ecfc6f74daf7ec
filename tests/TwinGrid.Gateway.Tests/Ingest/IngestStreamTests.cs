using Google.Rpc;
using Grpc.Core;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest;

public sealed class IngestStreamTests
{
    [Fact]
    public async Task Ingest_DeclaredSamples_AreAckedAndLive()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(IngestCall.Batch(1, (1, 21.5)));
        var (ack, results) = await call.AckOfAsync(1);
        Assert.Equal(1ul, ack.AcceptedSamples);
        Assert.Equal(V1.Durability.PowerLoss, ack.Durability);
        Assert.Empty(results);
        Assert.NotEmpty(ack.Token);
        Assert.Equal(21.5, Read(server, "pump-1", 0));
        Assert.Null(await call.CloseAsync());
    }

    [Fact]
    public async Task Ingest_ManyBatchesThenClose_AcksAllBeforeItEnds()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        for (var seq = 1ul; seq <= 100; seq++)
        {
            await call.SendAsync(IngestCall.Batch(seq, (1, seq)));
        }

        Assert.Equal(100ul, (await call.CloseAsync())!.ThroughSeq);
    }

    [Fact]
    public async Task Ingest_AcceptedUnit_IsConverted()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(3, "temperature", "[degF]");
        await call.DeclareAsync(4, "pressure", "kPa");
        await call.SendAsync(IngestCall.Batch(1, (3, 212), (4, 250)));
        await call.AckOfAsync(1);
        Assert.Equal(100, Read(server, "pump-1", 0), 9);
        Assert.Equal(2.5, Read(server, "pump-1", 1), 9);
    }

    [Theory]
    [InlineData("pump-1", "temperature", "K", SignalTypeName.Any, "UNIT_MISMATCH")]
    [InlineData("pump-1", "temperature", "nonsense", SignalTypeName.Any, "UNIT_MISMATCH")]
    [InlineData("pump-1", "temperature", "Cel", SignalTypeName.Boolean, "TYPE_MISMATCH")]
    [InlineData("pump-1", "nothing", "", SignalTypeName.Any, "UNKNOWN_SIGNAL")]
    [InlineData("pump-9", "temperature", "", SignalTypeName.Any, "UNKNOWN_SIGNAL")]
    [InlineData("far-1", "temperature", "", SignalTypeName.Any, "WRONG_PARTITION")]
    [InlineData("plants/plant/lines/line/assets/pump-2", "mode", "", SignalTypeName.Any, "OK")]
    public async Task Declare_Series_IsCheckedOnce(string asset, string signal, string unit, SignalTypeName type, string code)
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        var declared = await call.DeclareAsync(new SeriesDeclaration
        {
            Handle = 8, Asset = asset, Signal = signal, Unit = unit, Type = type == SignalTypeName.Boolean ? SignalType.Boolean : SignalType.Unspecified,
        });
        var result = Assert.Single(declared.Results);
        Assert.Equal((8u, code), (result.Handle, result.Code));
        Assert.Equal(code == "WRONG_PARTITION" ? 1u : 0u, result.Partition);
        Assert.Equal(code == "OK", result.Message.Length == 0);
    }

    [Fact]
    public async Task Declare_HandleOverTheBound_IsInvalid()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        Assert.Equal("INVALID_HANDLE", (await call.DeclareAsync(IngestLimits.MaxHandles, "temperature")).Results[0].Code);
    }

    [Fact]
    public async Task Declare_MoreSeriesThanThePlantMayHave_RefusesTheRest()
    {
        await using var server = await IngestServer.StartAsync(IngestPlant.Create(new QuotaDefinition(Series: 2)));
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.DeclareAsync(1, "pressure"); // the same handle again gives its place back first
        Assert.Equal("OK", (await call.DeclareAsync(2, "temperature")).Results[0].Code);
        Assert.Equal("TOO_MANY_SERIES", (await call.DeclareAsync(3, "mode")).Results[0].Code);
    }

    [Fact]
    public async Task Ingest_RefusedAndUnknownHandles_AreItemErrorsOfAnAcceptedBatch()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.DeclareAsync(2, "temperature", "K");
        await call.SendAsync(IngestCall.Batch(1, (1, 20), (2, 300), (77, 1), (uint.MaxValue, 1)));
        var (ack, results) = await call.AckOfAsync(1);
        Assert.Equal(1ul, ack.AcceptedSamples);
        var result = Assert.Single(results);
        Assert.Equal("ACCEPTED", result.Code);
        Assert.Equal([("UNIT_MISMATCH", 1ul), ("UNKNOWN_SIGNAL", 2ul)], result.Rejected.Select(r => (r.Code, r.Count)).Order());
        Assert.Equal([1u, 2u, 3u], result.Items.Select(item => item.Index));
    }

    [Fact]
    public async Task Ingest_SameBatchAgain_IsADuplicateAlsoOnANewStream()
    {
        await using var server = await IngestServer.StartAsync();
        var batch = IngestCall.Batch(1, (1, 20));
        var first = await server.OpenAsync();
        await first.DeclareAsync(1, "temperature");
        await first.SendAsync(batch);
        await first.AckOfAsync(1);
        await first.CloseAsync();
        var second = await server.ConnectAsync();
        Assert.Equal(1ul, (await second.ReadAsync(IngestResponse.MessageOneofCase.Opened)).Opened.HighWaterMark);
        await second.DeclareAsync(1, "temperature");
        await second.SendAsync(batch);
        var (ack, results) = await second.AckOfAsync(1);
        Assert.Equal("DUPLICATE", Assert.Single(results).Code);
        Assert.Equal(0ul, ack.AcceptedSamples);
    }

    [Fact]
    public async Task Ingest_SameSeqWithAnotherPayload_IsAConflict()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        await call.SendAsync(IngestCall.Batch(1, (1, 21)));
        Assert.Equal("SEQUENCE_CONFLICT", (await call.ErrorAsync()).Info.Reason);
        Assert.Equal(20, Read(server, "pump-1", 0));
    }

    [Fact]
    public async Task Ingest_Gap_EndsWithTheExpectedSeqAndKeepsTheMark()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        await call.SendAsync(IngestCall.Batch(3, (1, 21)));
        var (code, info, _) = await call.ErrorAsync();
        Assert.Equal((StatusCode.FailedPrecondition, "SEQUENCE_GAP", "2"), (code, info.Reason, info.Metadata["expected_seq"]));
        Assert.Equal(1ul, server.Partition.ListProducers().Single().HighWaterMark);
    }

    [Fact]
    public async Task Ingest_DeclaredLoss_ClosesTheGap()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(new IngestRequest { Loss = new LossDeclaration { FromSeq = 1, ThroughSeq = 4, Reason = "the disk was full" } });
        await call.SendAsync(IngestCall.Batch(5, (1, 21)));
        var (_, results) = await call.AckOfAsync(5);
        Assert.Contains(results, result => result.Code == "LOSS_DECLARED");
        await call.SendAsync(new IngestRequest { Loss = new LossDeclaration { FromSeq = 6, ThroughSeq = 6 } });
        Assert.Equal(6ul, (await call.CloseAsync())!.ThroughSeq);
    }

    [Fact]
    public async Task Ingest_LossThatIsNoRange_IsInvalid()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.SendAsync(new IngestRequest { Loss = new LossDeclaration { FromSeq = 4, ThroughSeq = 2 } });
        Assert.Equal(StatusCode.InvalidArgument, (await call.ErrorAsync()).Code);
    }

    [Fact]
    public async Task Ingest_BrokenEnvelope_NamesValueAndBoundAndLeavesTheMark()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        await call.SendAsync(new Batch { Seq = 2, Series = { 1 }, Time = { 1, 2 }, Value = { 1, 2 } });
        var (code, info, status) = await call.ErrorAsync();
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_BATCH"), (code, info.Reason));
        Assert.Equal(("batch.series", "1", "2"), (info.Metadata["field"], info.Metadata["value"], info.Metadata["bound"]));
        Assert.Equal("batch.series", status.GetDetail<BadRequest>().FieldViolations[0].Field);
        Assert.Equal(1ul, server.Partition.ListProducers().Single().HighWaterMark);
    }

    [Fact]
    public async Task Ingest_MessageOverFourMebibytes_IsRefused()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        var batch = new Batch { Seq = 1 };
        batch.Text.AddRange(Enumerable.Repeat(new string('x', 1000), 4400));
        await call.SendAsync(batch);
        var (_, info, _) = await call.ErrorAsync();
        Assert.Equal("BATCH_TOO_LARGE", info.Metadata["problem"]);
    }

    [Fact]
    public async Task Ingest_BatchBeforeOpen_IsOutOfOrder()
    {
        await using var server = await IngestServer.StartAsync();
        var call = new IngestCall(server.Client.Ingest(cancellationToken: TestContext.Current.CancellationToken));
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        Assert.Equal(StatusCode.FailedPrecondition, (await call.ErrorAsync()).Code);
    }

    [Theory]
    [InlineData("nowhere", "edge", 0u, StatusCode.NotFound)]
    [InlineData("plant", "edge", 7u, StatusCode.NotFound)]
    [InlineData("plant", "edge", 4096u, StatusCode.InvalidArgument)]
    [InlineData("plant", "no good name", 0u, StatusCode.InvalidArgument)]
    [InlineData("pl/ant", "edge", 0u, StatusCode.InvalidArgument)]
    public async Task Open_OfWhatIsNotThere_IsRefused(string plant, string producer, uint partition, StatusCode expected)
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.ConnectAsync(new Open { Plant = plant, Producer = producer, Partition = partition, Epoch = 1 });
        Assert.Equal(expected, (await call.ErrorAsync()).Code);
    }

    [Fact]
    public async Task Open_OldEpochOrOtherHistory_IsRefused()
    {
        await using var server = await IngestServer.StartAsync();
        await server.OpenAsync(new Open { Plant = "plants/plant", Producer = "edge", Epoch = 2 });
        var old = await server.ConnectAsync(new Open { Plant = "plant", Producer = "edge", Epoch = 1 });
        Assert.Equal("FENCED_EPOCH", (await old.ErrorAsync()).Info.Reason);
        var other = await server.ConnectAsync(new Open { Plant = "plant", Producer = "edge", Epoch = 3, HistoryId = Guid.NewGuid().ToString("N") });
        Assert.Equal("HISTORY_MISMATCH", (await other.ErrorAsync()).Info.Reason);
    }

    [Fact]
    public async Task Open_SameLaneAgain_ReplacesTheFirstStream()
    {
        await using var server = await IngestServer.StartAsync();
        var first = await server.OpenAsync();
        await server.OpenAsync();
        Assert.Equal((StatusCode.Aborted, "LANE_REPLACED"), (await first.ErrorAsync()) is var error ? (error.Code, error.Info.Reason) : default);
    }

    [Fact]
    public async Task Open_MoreStreamsThanThePlantMayHave_IsRefusedUntilOneCloses()
    {
        await using var server = await IngestServer.StartAsync(IngestPlant.Create(new QuotaDefinition(Streams: 1)));
        var first = await server.OpenAsync();
        var second = await server.ConnectAsync(new Open { Plant = "plant", Producer = "other", Epoch = 1 });
        var (code, info, status) = await second.ErrorAsync();
        Assert.Equal((StatusCode.ResourceExhausted, "QUOTA_EXCEEDED"), (code, info.Reason));
        Assert.Equal("plants/plant/streams", status.GetDetail<QuotaFailure>().Violations[0].Subject);
        await first.CloseAsync();
        await server.OpenAsync(new Open { Plant = "plant", Producer = "other", Epoch = 1 });
    }

    [Fact]
    public async Task Open_MoreStreamsThanTheServerTakes_IsBusy()
    {
        await using var server = await IngestServer.StartAsync(configure: options => options.MaxStreams = 1);
        await server.OpenAsync();
        var second = await server.ConnectAsync(new Open { Plant = "plant", Producer = "other", Epoch = 1 });
        Assert.Equal("BUSY", (await second.ErrorAsync()).Info.Reason);
    }

    [Fact]
    public async Task Ingest_MoreInFlightThanTheCredit_IsRefused()
    {
        var store = new Testing.Stores.MemoryLogStore();
        await using var server = await IngestServer.StartAsync(configure: options => (options.CreditBatches, options.DrainTimeout) = (4, TimeSpan.FromMilliseconds(100)), store: store);
        var call = await server.ConnectAsync();
        Assert.Equal(4u, (await call.ReadAsync(IngestResponse.MessageOneofCase.Opened)).Opened.Credit.Batches);
        await call.DeclareAsync(1, "temperature");
        store.AutoSync = false;
        for (var seq = 1ul; seq <= 5; seq++)
        {
            await call.SendAsync(IngestCall.Batch(seq, (1, seq)));
        }

        var (code, info, _) = await call.ErrorAsync();
        Assert.Equal((StatusCode.ResourceExhausted, "CREDIT_EXCEEDED", "4"), (code, info.Reason, info.Metadata["credit"]));
        store.AutoSync = true;
        store.Sync();
    }

    [Fact]
    public async Task Ingest_StoreFails_IsUnavailableWithARetryTime()
    {
        await using var server = await IngestServer.StartAsync();
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        server.Log.Fail("the disk is full");
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        var (code, info, status) = await call.ErrorAsync();
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (code, info.Reason));
        Assert.NotNull(status.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task Drain_WithAClientThatStays_TellsItAndEndsUnavailable()
    {
        await using var server = await IngestServer.StartAsync(configure: options => options.ReconnectAfter = TimeSpan.FromMilliseconds(50));
        var call = await server.OpenAsync();
        await call.DeclareAsync(1, "temperature");
        await call.SendAsync(IngestCall.Batch(1, (1, 20)));
        server.Lifecycle.BeginDrain("test");
        Assert.Equal(50u, (await call.ReadAsync(IngestResponse.MessageOneofCase.Drain)).Drain.RetryMs);
        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (await call.ErrorAsync()) is var error ? (error.Code, error.Info.Reason) : default);
        Assert.Equal(1ul, server.Partition.ListProducers().Single().HighWaterMark);
        var late = await server.ConnectAsync();
        Assert.Equal("DRAINING", (await late.ErrorAsync()).Info.Reason);
    }

    [Fact]
    public async Task Drain_WithAClientThatCloses_EndsWell()
    {
        await using var server = await IngestServer.StartAsync(configure: options => options.ReconnectAfter = TimeSpan.FromSeconds(30));
        var call = await server.OpenAsync();
        server.Lifecycle.BeginDrain("test");
        await call.ReadAsync(IngestResponse.MessageOneofCase.Drain);
        await call.CloseAsync();
    }

    public enum SignalTypeName
    {
        Any,
        Boolean,
    }

    private static double Read(IngestServer server, string asset, int ordinal)
    {
        var view = new AssetView();
        Assert.True(server.Partition.TryRead(server.Partition.FindAsset(asset), view));
        return view.Signals[ordinal].Value;
    }
}
