using TwinGrid.Contracts.Storage;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace TwinGrid.Storage.History;

/// <summary>
/// Turns runs into chunks: a <see cref="ChunkHeader"/>, then columns (times, commit indexes, qualities, values, texts), compressed by Zstandard
/// where that makes them smaller. Holds scratch memory: keep one and use it from one thread at a time.
/// </summary>
internal sealed class ChunkEncoder : IDisposable
{
    private readonly ByteWriter body = new();
    private readonly Compressor compressor;
    private ulong[] scratch = new ulong[1024];
    private byte[] packed = new byte[16 * 1024];

    public ChunkEncoder(int level = 1)
    {
        compressor = new Compressor(level);

        // The header has the length and a checksum of its own.
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 0);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_dictIDFlag, 0);
    }

    /// <summary>Encodes a run of 1 to <see cref="ChunkHeader.MaxSamples"/> samples.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, times do not ascend, or there are too many samples or none.</exception>
    public byte[] Encode(HistoryRun run)
    {
        Check(run);
        WriteBody(run);
        var written = body.Written;
        var bound = Compressor.GetCompressBound(written.Length);
        packed = packed.Length >= bound ? packed : new byte[bound];
        var length = compressor.Wrap(written, packed);
        var isCompressed = length < written.Length;
        var stored = isCompressed ? packed.AsSpan(0, length) : written;
        var chunk = new byte[ChunkHeader.Size + stored.Length];
        stored.CopyTo(chunk.AsSpan(ChunkHeader.Size));
        (ChunkHeader.Of(run) with { BodyBytes = written.Length, IsCompressed = isCompressed }).Write(chunk);
        return chunk;
    }

    public void Dispose() => compressor.Dispose();

    private void WriteBody(HistoryRun run)
    {
        var count = run.Times.Length;
        if (scratch.Length < 2 * count)
        {
            scratch = new ulong[2 * count];
        }

        body.Clear();
        TimeColumn.Write(run.Times.Span, scratch, body);
        IndexColumn.Write(run.CommitIndexes.Span, Smallest(run.CommitIndexes.Span), scratch, body);
        QualityColumn.Write(run.Qualities.Span, body);
        ValueColumn.Write(run.Values.Span, scratch, body);
        if (run.Texts.Length > 0)
        {
            TextColumn.Write(run.Texts.Span, scratch, body);
        }

        if (body.Length > ChunkHeader.MaxBodyBytes)
        {
            throw new ArgumentException($"A run of {body.Length} bytes; a chunk takes at most {ChunkHeader.MaxBodyBytes}.", nameof(run));
        }
    }

    private static ulong Smallest(ReadOnlySpan<ulong> indexes)
    {
        var smallest = ulong.MaxValue;
        foreach (var index in indexes)
        {
            smallest = Math.Min(smallest, index);
        }

        return smallest;
    }

    private static void Check(HistoryRun run)
    {
        var times = run.Times.Span;
        if (times.Length is 0 or > ChunkHeader.MaxSamples)
        {
            throw new ArgumentException($"A run of {times.Length} samples; a chunk takes 1 to {ChunkHeader.MaxSamples}.", nameof(run));
        }

        if (run.Values.Length != times.Length || run.Qualities.Length != times.Length || run.CommitIndexes.Length != times.Length
            || (run.Texts.Length != 0 && run.Texts.Length != times.Length))
        {
            throw new ArgumentException(
                $"Columns differ in length: {times.Length} times, {run.Values.Length} values, {run.Qualities.Length} qualities, "
                + $"{run.CommitIndexes.Length} commit indexes, {run.Texts.Length} texts.",
                nameof(run));
        }

        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                throw new ArgumentException($"Times do not ascend: {times[i]} ns after {times[i - 1]} ns.", nameof(run));
            }
        }
    }
}
