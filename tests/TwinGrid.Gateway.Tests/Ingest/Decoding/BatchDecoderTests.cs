using System.Buffers;
using CsCheck;
using Google.Protobuf;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest.Decoding;

public sealed class BatchDecoderTests
{
    [Fact]
    public void Decode_AnyValidBatchFromTheGeneratedCode_GivesItsColumns() =>
        Batches.Valid.Sample(batch => DecodeAndCompare(new IngestRequest { Batch = batch }.ToByteArray(), batch), iter: 500);

    [Fact]
    public void Decode_AnyLegalEncoding_GivesTheSameColumns() =>
        Gen.Select(Batches.Valid, Gen.Int, Gen.Bool).Sample(
            (batch, seed, plain) =>
            {
                var encoding = new LegalEncoding(new Random(seed));
                DecodeAndCompare(encoding.Wrap(encoding.Encode(batch), plain), batch);
            },
            iter: 1000);

    [Fact]
    public void Decode_SegmentsOfAnyLength_GiveTheSameColumns() =>
        Gen.Select(Batches.Valid, Gen.Int[1, 50]).Sample(
            (batch, segment) =>
            {
                var frame = FrameDecoder.Decode(Segmented(new IngestRequest { Batch = batch }.ToByteArray(), segment));
                using var decoded = frame.TakeBatch();
                DecoderProbe.AssertSame(batch, decoded);
            },
            iter: 200);

    [Fact]
    public void Decode_BatchInTwoFields_MergesThemAsProtobufDoes()
    {
        var first = LegalEncoding.Field(3, 2, LegalEncoding.Prefixed(Valid(2).ToByteArray()));
        var second = LegalEncoding.Field(3, 2, LegalEncoding.Prefixed(Valid(3).ToByteArray()));
        byte[] both = [.. first, .. second];
        DecodeAndCompare(both, IngestRequest.Parser.ParseFrom(both).Batch);
    }

    [Fact]
    public void Decode_SameBytesTwice_GiveTheSameHash()
    {
        var bytes = new IngestRequest { Batch = Valid(10) }.ToByteArray();
        using var once = FrameDecoder.Decode(bytes).TakeBatch();
        using var twice = FrameDecoder.Decode(Segmented(bytes, 3)).TakeBatch();
        bytes[^1] ^= 1;
        using var other = FrameDecoder.Decode(bytes).TakeBatch();
        Assert.Equal(once.PayloadHash, twice.PayloadHash);
        Assert.NotEqual(once.PayloadHash, other.PayloadHash);
        Assert.Equal(bytes.Length, once.WireBytes);
    }

    [Fact]
    public void Decode_RepeatedHandlesWithoutRunLengths_FoldsThemIntoRuns()
    {
        var batch = new Batch { Seq = 1, Series = { 7, 7, 7, 300, 300, 7 }, Time = { 1, 2, 3, 4, 5, 6 }, Value = { 1, 2, 3, 4, 5, 6 } };
        using var decoded = FrameDecoder.Decode(new IngestRequest { Batch = batch }.ToByteArray()).TakeBatch();
        Assert.Equal(3, decoded.Runs);
        Assert.Equal([7u, 300u, 7u], decoded.RunSeries[..3]);
        Assert.Equal([3, 2, 1], decoded.RunLength[..3]);
    }

    [Fact]
    public void Decode_OtherMessages_GoThroughTheGeneratedParser()
    {
        var open = new IngestRequest { Open = new Open { Plant = "p", Producer = "edge", Epoch = 3 } };
        Assert.Equal(open, FrameDecoder.Decode(open.ToByteArray()).Message);
        Assert.Equal(IngestRequest.MessageOneofCase.None, FrameDecoder.Decode([]).Message!.MessageCase);
    }

    [Fact]
    public void Decode_WarmColumns_AllocatesNothing()
    {
        var payload = new ReadOnlySequence<byte>(new IngestRequest { Batch = Valid(1000) }.ToByteArray());
        FrameDecoder.Decode(payload).TakeBatch().Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            FrameDecoder.Decode(payload).TakeBatch().Dispose();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 80); // another test may have taken the warm columns
    }

    public static TheoryData<string, Batch> Broken => new()
    {
        { "SEQ_ZERO", new Batch { Series = { 1 }, Time = { 1 }, Value = { 1 } } },
        { "COLUMN_LENGTH_MISMATCH", new Batch { Seq = 1, Series = { 1 }, Time = { 1 }, Value = { 1, 2 } } },
        { "COLUMN_LENGTH_MISMATCH", new Batch { Seq = 1, Series = { 1, 2 }, Time = { 1 }, Value = { 1 } } },
        { "COLUMN_LENGTH_MISMATCH", new Batch { Seq = 1, Series = { 1, 2 }, Time = { 1, 2 }, Value = { 1, 2 }, Quality = { 0 } } },
        { "COLUMN_LENGTH_MISMATCH", new Batch { Seq = 1, Series = { 1 }, Time = { 1, 2 }, Value = { 1, 2 }, RunLength = { 1, 1 } } },
        { "COLUMN_LENGTH_MISMATCH", new Batch { Seq = 1, Series = { 1, 2 }, Time = { 1 }, Value = { 1 }, RunLength = { 1, 1 } } },
        { "BAD_RUN_LENGTH", new Batch { Seq = 1, Series = { 1 }, Time = { 1, 2 }, Value = { 1, 2 }, RunLength = { 1 } } },
        { "BAD_RUN_LENGTH", new Batch { Seq = 1, Series = { 1, 2 }, Time = { 1, 2 }, Value = { 1, 2 }, RunLength = { 2, 0 } } },
        { "BAD_RUN_LENGTH", new Batch { Seq = 1, Series = { 1, 2 }, Time = { 1, 2 }, Value = { 1, 2 }, RunLength = { uint.MaxValue, 3 } } },
        { "TEXT_TOO_LONG", new Batch { Seq = 1, Text = { new string('x', IngestLimits.MaxTextBytes + 1) } } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Decode_ColumnsThatDoNotFit_NameTheProblem(string reason, Batch batch)
    {
        var error = FrameDecoder.Decode(new IngestRequest { Batch = batch }.ToByteArray()).Error;
        Assert.Equal(reason, error?.Reason);
    }

    [Fact]
    public void Decode_TooManySamples_NamesValueAndBound()
    {
        var error = FrameDecoder.Decode(new IngestRequest { Batch = Valid(IngestLimits.MaxBatchSamples + 1) }.ToByteArray()).Error!;
        Assert.Equal(("TOO_MANY_SAMPLES", 65_537L, 65_536L), (error.Reason, error.Value, error.Bound));
    }

    [Fact]
    public void Decode_MessageOverTheBound_IsNotEvenLookedAt()
    {
        var error = FrameDecoder.Decode(new ReadOnlySequence<byte>(new byte[IngestLimits.MaxBatchBytes + 1])).Error!;
        Assert.Equal(("BATCH_TOO_LARGE", IngestLimits.MaxBatchBytes + 1L), (error.Reason, error.Value));
    }

    private static Batch Valid(int samples)
    {
        var batch = new Batch { Seq = 4 };
        for (var i = 0; i < samples; i++)
        {
            batch.Series.Add((uint)(i / 10));
            batch.Time.Add(i);
            batch.Value.Add(i / 2.0);
        }

        return batch;
    }

    private static void DecodeAndCompare(byte[] bytes, Batch expected)
    {
        var frame = FrameDecoder.Decode(bytes);
        Assert.Null(frame.Error);
        using var decoded = frame.TakeBatch();
        DecoderProbe.AssertSame(expected, decoded);
    }

    private static ReadOnlySequence<byte> Segmented(byte[] bytes, int length)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(length, bytes.Length)), null);
        var last = first;
        for (var at = length; at < bytes.Length; at += length)
        {
            last = new Segment(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.RunningIndex + before.Memory.Length;
            }
        }
    }
}
