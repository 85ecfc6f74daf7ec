using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using TwinGrid.V1;
using Status = Google.Rpc.Status;

namespace TwinGrid.Client.Testing;

/// <summary>The ingest contract on a fake store: lanes, high-water marks, duplicates, gaps, conflicts, fences.</summary>
internal sealed class FakeTelemetry(FakeStore store, FakeScript script) : TelemetryService.TelemetryServiceBase
{
    public override async Task Ingest(IAsyncStreamReader<IngestRequest> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext() || requestStream.Current.Open is not { } open)
        {
            throw Error(StatusCode.InvalidArgument, "NO_OPEN", "The first message is an open.");
        }

        await new FakeStream(store, script, open, responseStream, context).RunAsync(requestStream);
    }

    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) =>
        Task.FromResult(new ListProducersResponse { Producers = { new Producer { Producer_ = "gateway-1", Epoch = 3, Connected = true, HighWaterMark = 7, AcceptedSamples = 70 } } });

    public override Task<FenceProducerResponse> FenceProducer(FenceProducerRequest request, ServerCallContext context)
    {
        store.FencedBelow = request.BelowEpoch == 0 ? 4 : request.BelowEpoch;
        return Task.FromResult(new FenceProducerResponse { BelowEpoch = store.FencedBelow });
    }

    internal static RpcException Error(StatusCode code, string reason, string message, TimeSpan? retry = null)
    {
        var status = new Status { Code = (int)code, Message = message };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = reason, Domain = "twingrid" }));
        if (retry is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status.ToRpcException();
    }
}
