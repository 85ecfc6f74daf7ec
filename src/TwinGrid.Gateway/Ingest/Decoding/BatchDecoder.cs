using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using TwinGrid.Contracts.Ingest;

namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>
/// Decodes a <c>Batch</c> message into pooled columns: one walk counts, then the columns are taken, a second walk fills them. Packed fixed-width
/// chunks are copied as they are (the wire is little endian), handles without run lengths are folded into runs.
/// Hostile input can make it allocate columns of at most 65 536 samples, never more than it sent bytes for.
/// </summary>
internal static class BatchDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes; <paramref name="batch"/> holds handles in place of series, and belongs to the caller.</summary>
    /// <returns>Null, or what is wrong; then there is no batch.</returns>
    public static EnvelopeError? Decode(ReadOnlySpan<byte> message, int wireBytes, out SampleBatch? batch)
    {
        batch = null;
        var shape = default(BatchShape);
        if (shape.Measure(message) is { } wrong)
        {
            return wrong;
        }

        var taken = SampleBatch.Rent(shape.Times, shape.RunLengths > 0 ? shape.RunLengths : shape.Times, shape.Qualities > 0);
        taken.Seq = shape.SeqValue;
        taken.WireBytes = wireBytes;
        taken.PayloadHash = XxHash3.HashToUInt64(message);
        var error = new Filler(taken, in shape).Fill(message);
        if (error is not null)
        {
            taken.Dispose();
            return error;
        }

        batch = taken;
        return null;
    }

    /// <summary>Second walk. The counts are known to agree, so that no column can overflow.</summary>
    private ref struct Filler(SampleBatch batch, in BatchShape shape)
    {
        private readonly bool hasRunLengths = shape.RunLengths > 0;
        private readonly string[]? texts = shape.Texts > 0 ? new string[shape.Texts] : null;
        private int series;
        private int runs;
        private int times;
        private int values;
        private int qualities;
        private int textCount;
        private uint lastHandle;

        public EnvelopeError? Fill(ReadOnlySpan<byte> message)
        {
            var reader = new WireReader(message);
            while (reader.TryReadTag(out var tag))
            {
                if (FillField(ref reader, tag) is { } wrong)
                {
                    return wrong;
                }

                if (reader.Fault is { } fault)
                {
                    return EnvelopeError.Malformed(reader.Position, fault);
                }
            }

            if (texts is not null)
            {
                batch.Texts = texts;
            }

            return hasRunLengths ? CheckRunLengths() : Trim();
        }

        private EnvelopeError? FillField(ref WireReader reader, uint tag)
        {
            switch (tag)
            {
                case BatchShape.SeriesPacked: FillSeries(ref reader); return null;
                case BatchShape.SeriesSingle: AddSeries(ReadUInt32(ref reader)); return null;
                case BatchShape.RunsPacked: FillRunLengths(ref reader); return null;
                case BatchShape.RunsSingle: batch.RunLength[runs++] = ClampLength(ReadUInt32(ref reader)); return null;
                case BatchShape.TimePacked: CopyPacked(ref reader, MemoryMarshal.AsBytes(batch.Times.AsSpan()), 8, ref times); return null;
                case BatchShape.ValuePacked: CopyPacked(ref reader, MemoryMarshal.AsBytes(batch.Values.AsSpan()), 8, ref values); return null;
                case BatchShape.QualityPacked: CopyPacked(ref reader, MemoryMarshal.AsBytes(batch.Qualities.AsSpan()), 4, ref qualities); return null;
                case BatchShape.TimeSingle: batch.Times[times++] = (long)ReadFixed64(ref reader); return null;
                case BatchShape.ValueSingle: batch.Values[values++] = BitConverter.UInt64BitsToDouble(ReadFixed64(ref reader)); return null;
                case BatchShape.QualitySingle: batch.Qualities![qualities++] = ReadFixed32(ref reader); return null;
                case BatchShape.Text: return AddText(ref reader);
                default: reader.TrySkip(tag); return null;
            }
        }

        private static void CopyPacked(ref WireReader reader, Span<byte> column, int width, ref int filled)
        {
            if (reader.TryReadBytes(out var chunk))
            {
                chunk.CopyTo(column[(filled * width)..]);
                filled += chunk.Length / width;
            }
        }

        private void FillSeries(ref WireReader reader)
        {
            if (!reader.TryReadBytes(out var chunk))
            {
                return;
            }

            for (var position = 0; position < chunk.Length;)
            {
                if (!PackedVarints.TryRead(chunk, ref position, out var handle))
                {
                    reader.Fail("a varint is longer than 10 bytes");
                    return;
                }

                AddSeries(handle);
            }
        }

        private void AddSeries(uint handle)
        {
            if (hasRunLengths)
            {
                batch.RunSeries[series++] = handle;
            }
            else if (runs > 0 && handle == lastHandle)
            {
                batch.RunLength[runs - 1]++;
            }
            else
            {
                batch.RunSeries[runs] = lastHandle = handle;
                batch.RunLength[runs++] = 1;
            }
        }

        private void FillRunLengths(ref WireReader reader)
        {
            if (!reader.TryReadBytes(out var chunk))
            {
                return;
            }

            for (var position = 0; position < chunk.Length;)
            {
                if (!PackedVarints.TryRead(chunk, ref position, out var length))
                {
                    reader.Fail("a varint is longer than 10 bytes");
                    return;
                }

                batch.RunLength[runs++] = ClampLength(length);
            }
        }

        private EnvelopeError? AddText(ref WireReader reader)
        {
            if (!reader.TryReadBytes(out var bytes))
            {
                return null;
            }

            if (bytes.Length > IngestLimits.MaxTextBytes)
            {
                return EnvelopeError.TextTooLong(textCount, bytes.Length);
            }

            try
            {
                texts![textCount++] = StrictUtf8.GetString(bytes);
                return null;
            }
            catch (DecoderFallbackException)
            {
                return EnvelopeError.Malformed(reader.Position, $"text[{textCount - 1}] is not UTF-8");
            }
        }

        private readonly EnvelopeError? CheckRunLengths()
        {
            long sum = 0;
            for (var k = 0; k < runs; k++)
            {
                var length = batch.RunLength[k];
                if (length < 1 || length > batch.Count - sum)
                {
                    return EnvelopeError.RunLength(k, length, batch.Count - sum);
                }

                sum += length;
            }

            return sum == batch.Count ? null : EnvelopeError.RunSum(sum, batch.Count);
        }

        private readonly EnvelopeError? Trim()
        {
            batch.TrimRuns(runs);
            return null;
        }

        // A length beyond any batch stays too long for every batch, and positive.
        private static int ClampLength(uint length) => (int)Math.Min(length, int.MaxValue);

        private static uint ReadUInt32(ref WireReader reader) => reader.TryReadVarint(out var value) ? (uint)value : 0;

        private static ulong ReadFixed64(ref WireReader reader) => reader.TryReadFixed64(out var value) ? value : 0;

        private static uint ReadFixed32(ref WireReader reader) => reader.TryReadFixed32(out var value) ? value : 0;
    }
}
