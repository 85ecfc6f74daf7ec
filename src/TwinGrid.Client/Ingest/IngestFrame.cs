using Google.Protobuf;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>One message to the server: an ordinary request, or a batch whose bytes are kept ready.</summary>
internal sealed class IngestFrame
{
    // IngestRequest.batch and Batch.seq.
    private const byte BatchTag = (3 << 3) | 2;
    private const byte SeqTag = 1 << 3;

    /// <summary>The stream's method with a marshaller that takes the kept bytes as they are. The wire is that of the generated client.</summary>
    public static readonly Method<IngestFrame, IngestResponse> Method = new(
        MethodType.DuplexStreaming,
        TelemetryService.Descriptor.FullName,
        nameof(TelemetryService.TelemetryServiceClient.Ingest),
        Marshallers.Create<IngestFrame>(Serialize, static _ => throw new NotSupportedException("Frames are only sent.")),
        Marshallers.Create<IngestResponse>(
            static (message, context) => context.Complete(message.ToByteArray()),
            static context => IngestResponse.Parser.ParseFrom(context.PayloadAsReadOnlySequence())));

    private readonly IngestRequest? request;
    private readonly ulong seq;
    private readonly ReadOnlyMemory<byte> body;

    public IngestFrame(IngestRequest request) => this.request = request;

    public IngestFrame(ulong seq, ReadOnlyMemory<byte> body)
    {
        this.seq = seq;
        this.body = body;
    }

    /// <summary>Bytes of the batch message alone, as the server counts them for credits.</summary>
    public static int BatchSize(ulong seq, int bodyLength) => 1 + BatchEncoder.VarintSize(seq) + bodyLength;

    private static void Serialize(IngestFrame frame, SerializationContext context)
    {
        if (frame.request is { } request)
        {
            context.SetPayloadLength(request.CalculateSize());
            request.WriteTo(context.GetBufferWriter());
            context.Complete();
            return;
        }

        var inner = BatchSize(frame.seq, frame.body.Length);
        context.SetPayloadLength(1 + BatchEncoder.VarintSize((ulong)inner) + inner);
        var writer = context.GetBufferWriter();
        BatchEncoder.WriteVarint(writer, BatchTag);
        BatchEncoder.WriteVarint(writer, (ulong)inner);
        BatchEncoder.WriteVarint(writer, SeqTag);
        BatchEncoder.WriteVarint(writer, frame.seq);
        System.Buffers.BuffersExtensions.Write(writer, frame.body.Span);
        context.Complete();
    }
}
