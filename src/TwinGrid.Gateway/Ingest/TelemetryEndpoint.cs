using Grpc.Core;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.Gateway.Ingest.Publishing;
using TwinGrid.Gateway.Ingest.Streams;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Telemetry in: streams, unary calls, and the producers behind them.</summary>
internal sealed class TelemetryEndpoint(StreamParts parts, Publisher publisher, ProducerDesk producers) : TelemetryBinding
{
    /// <inheritdoc/>
    public override async Task Ingest(IAsyncStreamReader<IngestFrame> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
    {
        parts.Quotas.OpenStream();
        parts.Metrics.StreamOpened();
        try
        {
            await new IngestStream(parts, new RequestReader(requestStream, context.CancellationToken), responseStream, context.CancellationToken).RunAsync();
        }
        finally
        {
            parts.Metrics.StreamClosed();
            parts.Quotas.CloseStream();
        }
    }

    /// <inheritdoc/>
    public override Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context) => publisher.PublishAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) =>
        producers.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<FenceProducerResponse> FenceProducer(FenceProducerRequest request, ServerCallContext context) =>
        producers.FenceAsync(request, context.CancellationToken);
}
