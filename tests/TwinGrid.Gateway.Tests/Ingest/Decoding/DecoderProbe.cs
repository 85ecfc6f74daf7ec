using System.Text.RegularExpressions;
using Google.Protobuf;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest.Decoding;

/// <summary>
/// The fuzz target: decodes any bytes and compares with what Google's parser makes of them. Throws when the decoder crashes, allocates beyond its
/// bound, accepts what is malformed, refuses what is legal, or reads other columns.
/// </summary>
internal static partial class DecoderProbe
{
    public static void Run(ReadOnlySpan<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var frame = FrameDecoder.Decode(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= 65_536 + (24L * bytes.Length), $"{allocated} bytes were allocated for {bytes.Length}.");
        using var batch = frame.Batch is null ? null : frame.TakeBatch();
        var expected = TryParse(bytes, out var problem);
        if (batch is not null)
        {
            Assert.True(expected?.Batch is not null, $"Decoded a batch where Google's parser says: {problem ?? expected?.MessageCase.ToString()}");
            AssertSame(expected!.Batch, batch);
        }
        else if (frame.Message is { } message)
        {
            Assert.Equal(expected, message);
        }
        else if (expected is not null)
        {
            AssertRefusable(expected, frame.Error!);
        }
    }

    public static void AssertSame(Batch expected, SampleBatch batch)
    {
        Assert.Equal(expected.Seq, batch.Seq);
        Assert.Equal(expected.Time.Count, batch.Count);
        Assert.Equal(expected.Time, batch.Times[..batch.Count]);
        Assert.Equal(expected.Value.Select(BitConverter.DoubleToUInt64Bits), batch.Values[..batch.Count].Select(BitConverter.DoubleToUInt64Bits));
        Assert.Equal(expected.Quality, batch.Qualities?[..batch.Count] ?? []);
        Assert.Equal(expected.Text, batch.Texts);
        Assert.Equal(Handles(expected), Expand(batch.RunSeries, batch.RunLength.Select(length => (uint)length), batch.Runs));
    }

    [GeneratedRegex(@"a field of (2[1-9]\d{8}|[34]\d{9}) bytes")]
    private static partial Regex NegativeLength();

    private static IngestRequest? TryParse(ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        try
        {
            return IngestRequest.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static IEnumerable<uint> Handles(Batch batch) =>
        batch.RunLength.Count > 0 ? Expand(batch.Series, batch.RunLength, batch.RunLength.Count) : batch.Series;

    private static IEnumerable<uint> Expand(IEnumerable<uint> series, IEnumerable<uint> lengths, int runs) =>
        series.Zip(lengths).Take(runs).SelectMany(run => Enumerable.Repeat(run.First, (int)run.Second));

    /// <summary>What Google's parser takes may still break the batch's own rules, but then it must really break one.</summary>
    private static void AssertRefusable(IngestRequest request, EnvelopeError error)
    {
        var batch = request.Batch;
        Assert.NotNull(batch);
        var breaks = error.Reason switch
        {
            "SEQ_ZERO" => batch.Seq == 0,
            "TOO_MANY_SAMPLES" => Math.Max(batch.Time.Count, batch.Text.Count) > IngestLimits.MaxBatchSamples,
            "COLUMN_LENGTH_MISMATCH" => batch.Value.Count != batch.Time.Count
                || (batch.Quality.Count > 0 && batch.Quality.Count != batch.Time.Count)
                || batch.Series.Count != (batch.RunLength.Count > 0 ? batch.RunLength.Count : batch.Time.Count)
                || batch.RunLength.Count > batch.Time.Count,
            "BAD_RUN_LENGTH" => batch.RunLength.Any(length => length == 0) || batch.RunLength.Sum(length => (long)length) != batch.Time.Count,
            "TEXT_TOO_LONG" => batch.Text.Any(text => System.Text.Encoding.UTF8.GetByteCount(text) > IngestLimits.MaxTextBytes),
            "MALFORMED" when NegativeLength().IsMatch(error.Message) => true, // Google's parser takes a packed column of 2 GiB and more for an empty one
            "MALFORMED" => error.Message.Contains("UTF-8", StringComparison.Ordinal) && batch.Text.Any(text => text.Contains('\uFFFD', StringComparison.Ordinal)),
            "BATCH_TOO_LARGE" => request.CalculateSize() > IngestLimits.MaxBatchBytes,
            _ => false,
        };
        Assert.True(breaks, $"{error} was given for {batch.ToString()[..Math.Min(400, batch.ToString().Length)]}");
    }
}
