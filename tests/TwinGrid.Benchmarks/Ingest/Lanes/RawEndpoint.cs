using System.Threading.Channels;
using Grpc.Core;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>The floor: the same wire, the same parse, the same ack policy, and nothing behind.</summary>
internal class RawEndpoint : TelemetryBinding
{
    public override async Task Ingest(IAsyncStreamReader<IngestFrame> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
    {
        // Holds the newest seq alone: acks conflate.
        var decided = Channel.CreateBounded<ulong>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });
        Task? acks = null;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var frame = requestStream.Current;
            if (frame.Batch is not null)
            {
                using var batch = frame.TakeBatch();
                await ApplyAsync(batch);
                decided.Writer.TryWrite(batch.Seq);
                acks ??= AckAsync(decided.Reader, responseStream);
            }
            else if (frame.Message?.Open is not null)
            {
                await responseStream.WriteAsync(new IngestResponse { Opened = new Opened() });
            }
            else if (frame.Message?.Declare is { } declare)
            {
                await responseStream.WriteAsync(new IngestResponse { Declared = Declare(declare) });
            }
        }

        decided.Writer.Complete();
        await (acks ?? Task.CompletedTask);
    }

    public override Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context) => throw NothingBehind();

    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) => throw NothingBehind();

    public override Task<FenceProducerResponse> FenceProducer(FenceProducerRequest request, ServerCallContext context) => throw NothingBehind();

    /// <summary>What a lane does with a batch before it is acked.</summary>
    protected virtual ValueTask ApplyAsync(Contracts.Ingest.SampleBatch batch) => ValueTask.CompletedTask;

    /// <summary>Answers a declaration.</summary>
    protected virtual Declared Declare(DeclareSeries declare) =>
        new() { Results = { declare.Series.Select(series => new SeriesResult { Handle = series.Handle, Code = "OK" }) } };

    private static async Task AckAsync(ChannelReader<ulong> decided, IServerStreamWriter<IngestResponse> responses)
    {
        await Task.Yield();
        var ack = new Ack();
        var response = new IngestResponse { Ack = ack };
        await foreach (var seq in decided.ReadAllAsync())
        {
            ack.ThroughSeq = ack.CommitIndex = seq;
            await responses.WriteAsync(response);
        }
    }

    private static NotSupportedException NothingBehind() => new("Nothing is behind this lane.");
}
