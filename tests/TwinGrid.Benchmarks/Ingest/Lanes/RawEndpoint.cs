using Grpc.Core;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>The floor: the same wire, the same parse, the same ack policy, and nothing behind.</summary>
internal sealed class RawEndpoint : TelemetryBinding
{
    public override async Task Ingest(IAsyncStreamReader<IngestFrame> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
    {
        using var news = new SemaphoreSlim(0, 1);
        ulong newest = 0;
        var isOver = false;
        Task acks = Task.CompletedTask;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var frame = requestStream.Current;
            if (frame.Batch is not null)
            {
                using var batch = frame.TakeBatch();
                Volatile.Write(ref newest, batch.Seq);
                Signal();
            }
            else if (frame.Message?.Open is not null)
            {
                await responseStream.WriteAsync(new IngestResponse { Opened = new Opened() });
            }
            else if (frame.Message?.Declare is { } declare)
            {
                await responseStream.WriteAsync(new IngestResponse { Declared = new Declared { Results = { declare.Series.Select(s => new SeriesResult { Handle = s.Handle, Code = "OK" }) } } });
            }

            acks = acks.IsCompleted && newest > 0 ? AckAsync() : acks;
        }

        Volatile.Write(ref isOver, true);
        Signal();
        await acks;

        void Signal()
        {
            if (news.CurrentCount == 0)
            {
                try
                {
                    news.Release();
                }
                catch (SemaphoreFullException)
                {
                    // The ack task was told in between.
                }
            }
        }

        async Task AckAsync()
        {
            await Task.Yield();
            var ack = new Ack();
            var response = new IngestResponse { Ack = ack };
            ulong told = 0;
            while (!Volatile.Read(ref isOver))
            {
                await news.WaitAsync(context.CancellationToken);
                var through = Volatile.Read(ref newest);
                if (through > told)
                {
                    ack.ThroughSeq = ack.CommitIndex = told = through;
                    await responseStream.WriteAsync(response);
                }
            }
        }
    }

    public override Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context) => throw new NotSupportedException("Nothing is behind this lane.");

    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) => throw new NotSupportedException("Nothing is behind this lane.");

    public override Task<FenceProducerResponse> FenceProducer(FenceProducerRequest request, ServerCallContext context) => throw new NotSupportedException("Nothing is behind this lane.");
}
