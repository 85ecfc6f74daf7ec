using Microsoft.Extensions.ObjectPool;
using TwinGrid.Contracts.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>One received <see cref="IngestRequest"/>: a batch in columns, any other message as generated, or what is wrong with it. Pooled.</summary>
internal sealed class IngestFrame
{
    private static readonly ObjectPool<IngestFrame> Pool = new DefaultObjectPool<IngestFrame>(new DefaultPooledObjectPolicy<IngestFrame>(), 256);

    /// <summary>The batch, with handles in place of series; null for other messages.</summary>
    public SampleBatch? Batch { get; private set; }

    /// <summary>Any other message.</summary>
    public IngestRequest? Message { get; private set; }

    /// <summary>Why it was not understood.</summary>
    public EnvelopeError? Error { get; private set; }

    public static IngestFrame Of(SampleBatch batch)
    {
        var frame = Pool.Get();
        frame.Batch = batch;
        return frame;
    }

    public static IngestFrame Of(IngestRequest message) => new() { Message = message };

    public static IngestFrame Of(EnvelopeError error) => new() { Error = error };

    /// <summary>Hands the batch over and the frame back: it must not be touched again.</summary>
    public SampleBatch TakeBatch()
    {
        var batch = Batch ?? throw new InvalidOperationException("The frame holds no batch.");
        Batch = null;
        Pool.Return(this);
        return batch;
    }
}
