using System.Buffers;
using Google.Protobuf;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>
/// Decodes an <see cref="IngestRequest"/>. Batches by hand, the rest through the generated parser. Never throws on what came over the wire.
/// </summary>
internal static class FrameDecoder
{
    private const uint BatchTag = (IngestRequest.BatchFieldNumber << 3) | 2;

    public static IngestFrame Decode(in ReadOnlySequence<byte> payload)
    {
        if (payload.Length > IngestLimits.MaxBatchBytes)
        {
            return IngestFrame.Of(EnvelopeError.TooLarge(payload.Length));
        }

        if (payload.IsSingleSegment)
        {
            return Decode(payload.FirstSpan);
        }

        // One copy into warm memory is cheaper than decoding across segment borders.
        var length = (int)payload.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(rented);
            return Decode(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static IngestFrame Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        if (reader.TryReadTag(out var tag) && tag == BatchTag && reader.TryReadBytes(out var batch) && reader.Position == payload.Length)
        {
            return DecodeBatch(batch, payload.Length);
        }

        return DecodeUnusual(payload);
    }

    private static IngestFrame DecodeBatch(ReadOnlySpan<byte> message, int wireBytes) =>
        BatchDecoder.Decode(message, wireBytes, out var batch) is { } error ? IngestFrame.Of(error) : IngestFrame.Of(batch!);

    /// <summary>
    /// Anything but a batch alone. In a oneof the last member wins, and a message member that comes again is merged, which equals decoding
    /// the concatenation.
    /// </summary>
    private static IngestFrame DecodeUnusual(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        ArrayBufferWriter<byte>? merged = null;
        var needsParser = false;
        while (reader.TryReadTag(out var tag))
        {
            if (tag == BatchTag)
            {
                if (!reader.TryReadBytes(out var part))
                {
                    break;
                }

                // A part that ends within a field must not borrow the beginning of the next one: each has to be sound by itself.
                needsParser |= merged is not null;
                merged ??= new ArrayBufferWriter<byte>(payload.Length);
                merged.Write(part);
            }
            else
            {
                needsParser |= IsMember(tag);
                merged = IsMember(tag) ? null : merged;
                if (!reader.TrySkip(tag))
                {
                    break;
                }
            }
        }

        if (reader.Fault is { } fault)
        {
            return IngestFrame.Of(EnvelopeError.Malformed(reader.Position, fault));
        }

        // A member that a batch replaced, and each part of a batch in parts, must be sound too.
        var parsed = merged is null || needsParser ? Parse(payload) : null;
        return merged is null || parsed?.Error is not null ? parsed! : DecodeBatch(merged.WrittenSpan, payload.Length);
    }

    private static bool IsMember(uint tag) => (tag & 7) == 2 && tag >> 3 is >= IngestRequest.OpenFieldNumber and <= IngestRequest.CloseFieldNumber;

    private static IngestFrame Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return IngestFrame.Of(IngestRequest.Parser.ParseFrom(payload));
        }
        catch (InvalidProtocolBufferException e)
        {
            return IngestFrame.Of(new EnvelopeError("MALFORMED", "message", payload.Length, 0, $"Malformed protobuf: {e.Message}"));
        }
    }
}
