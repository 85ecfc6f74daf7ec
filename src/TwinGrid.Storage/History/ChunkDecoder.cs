using TwinGrid.Contracts.Storage;
using ZstdSharp;

namespace TwinGrid.Storage.History;

/// <summary>Turns chunks back into runs. Holds scratch memory: keep one and use it from one thread at a time.</summary>
internal sealed class ChunkDecoder : IDisposable
{
    private readonly Decompressor decompressor = new();
    private ulong[] scratch = new ulong[1024];
    private byte[] body = new byte[16 * 1024];

    /// <summary>Decodes a whole chunk.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a version that this program does not know.</exception>
    public HistoryRun Decode(ReadOnlySpan<byte> chunk)
    {
        var header = ChunkHeader.Read(chunk);
        var from = new ByteReader(Unpack(header, chunk[ChunkHeader.Size..]));
        if (scratch.Length < header.Count)
        {
            scratch = new ulong[header.Count];
        }

        var times = new long[header.Count];
        var indexes = new ulong[header.Count];
        var qualities = new uint[header.Count];
        var values = new double[header.Count];
        TimeColumn.Read(ref from, header.FirstTime, times, scratch);
        IndexColumn.Read(ref from, header.FirstIndex, indexes);
        QualityColumn.Read(ref from, qualities);
        ValueColumn.Read(ref from, values, scratch);
        string[] texts = header.HasTexts ? TextColumn.Read(ref from, header.Count, scratch) : [];
        from.ExpectEnd();
        return new HistoryRun
        {
            Series = header.Series,
            Times = times,
            Values = values,
            Qualities = qualities,
            CommitIndexes = indexes,
            Texts = texts,
            CommittedNs = header.CommittedNs,
        };
    }

    public void Dispose() => decompressor.Dispose();

    private ReadOnlySpan<byte> Unpack(ChunkHeader header, ReadOnlySpan<byte> stored)
    {
        if (!header.IsCompressed)
        {
            return stored.Length == header.BodyBytes ? stored
                : throw new InvalidDataException($"History chunk with a body of {stored.Length} bytes instead of {header.BodyBytes}.");
        }

        body = body.Length >= header.BodyBytes ? body : new byte[header.BodyBytes];
        try
        {
            var length = decompressor.Unwrap(stored, body.AsSpan(0, header.BodyBytes));
            return length == header.BodyBytes ? body.AsSpan(0, length)
                : throw new InvalidDataException($"History chunk whose body unpacks to {length} bytes instead of {header.BodyBytes}.");
        }
        catch (ZstdException damage)
        {
            throw new InvalidDataException("History chunk with a body that does not unpack.", damage);
        }
    }
}
