using System.Buffers.Binary;
using System.IO.Hashing;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;

namespace TwinGrid.Storage.History;

/// <summary>
/// What a chunk tells without being decoded: 88 bytes, little endian, at its start. The checksum (XxHash3, 64 bits) covers everything but itself.
/// </summary>
internal readonly record struct ChunkHeader
{
    public const int Size = 88;

    /// <summary>The layout described here. A reader refuses any other.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>Samples that a chunk may have. A batch that repeats one instant can't be split, so it is twice a batch.</summary>
    public const int MaxSamples = 131_072;

    /// <summary>Bytes that a body may take before compression; bounds what damage can make the reader allocate.</summary>
    public const int MaxBodyBytes = 64 * 1024 * 1024;

    private const byte Magic = (byte)'H';
    private const byte TextsFlag = 1;
    private const byte CompressedFlag = 2;
    private const int ChecksumAt = 8;
    private const int BodyAt = 16;

    public SeriesId Series { get; init; }

    public int Count { get; init; }

    /// <summary>Samples whose value is finite and whose quality is not bad: what <see cref="MinValue"/> and <see cref="MaxValue"/> are of.</summary>
    public int UsableCount { get; init; }

    public long FirstTime { get; init; }

    public long LastTime { get; init; }

    /// <summary>Smallest commit index.</summary>
    public ulong FirstIndex { get; init; }

    /// <summary>Largest commit index.</summary>
    public ulong LastIndex { get; init; }

    public long CommittedNs { get; init; }

    /// <summary>NaN when no value is usable.</summary>
    public double MinValue { get; init; }

    /// <summary>NaN when no value is usable.</summary>
    public double MaxValue { get; init; }

    public bool HasTexts { get; init; }

    public bool IsCompressed { get; init; }

    /// <summary>Bytes of the body before compression.</summary>
    public int BodyBytes { get; init; }

    /// <summary>Describes a run that is not empty.</summary>
    public static ChunkHeader Of(HistoryRun run)
    {
        var times = run.Times.Span;
        var (first, last) = (ulong.MaxValue, ulong.MinValue);
        foreach (var index in run.CommitIndexes.Span)
        {
            first = Math.Min(first, index);
            last = Math.Max(last, index);
        }

        var (usable, min, max) = Extremes(run.Values.Span, run.Qualities.Span);
        return new ChunkHeader
        {
            Series = run.Series,
            Count = times.Length,
            UsableCount = usable,
            FirstTime = times[0],
            LastTime = times[^1],
            FirstIndex = first,
            LastIndex = last,
            CommittedNs = run.CommittedNs,
            MinValue = min,
            MaxValue = max,
            HasTexts = run.Texts.Length > 0,
        };
    }

    /// <summary>Fills the first <see cref="Size"/> bytes of a chunk whose body is in place.</summary>
    public void Write(Span<byte> chunk)
    {
        chunk[0] = Magic;
        chunk[1] = CurrentVersion;
        chunk[2] = (byte)((HasTexts ? TextsFlag : 0) | (IsCompressed ? CompressedFlag : 0));
        chunk[3] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[4..], Series.Value);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[16..], BodyBytes);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[20..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[24..], UsableCount);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[28..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[32..], FirstTime);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[40..], LastTime);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk[48..], FirstIndex);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk[56..], LastIndex);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[64..], CommittedNs);
        BinaryPrimitives.WriteDoubleLittleEndian(chunk[72..], MinValue);
        BinaryPrimitives.WriteDoubleLittleEndian(chunk[80..], MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk[ChecksumAt..], Checksum(chunk));
    }

    /// <summary>Reads and checks it, the checksum of the whole chunk included.</summary>
    /// <exception cref="InvalidDataException">Damage, or a version that this program does not know.</exception>
    public static ChunkHeader Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < Size || chunk[0] != Magic)
        {
            throw new InvalidDataException($"{chunk.Length} bytes that are no history chunk.");
        }

        if (chunk[1] != CurrentVersion)
        {
            throw new InvalidDataException($"History chunk of version {chunk[1]}; this program reads version {CurrentVersion}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(chunk[ChecksumAt..]) != Checksum(chunk))
        {
            throw new InvalidDataException("History chunk with a wrong checksum.");
        }

        var header = new ChunkHeader
        {
            HasTexts = (chunk[2] & TextsFlag) != 0,
            IsCompressed = (chunk[2] & CompressedFlag) != 0,
            Series = new SeriesId(BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..])),
            BodyBytes = BinaryPrimitives.ReadInt32LittleEndian(chunk[16..]),
            Count = BinaryPrimitives.ReadInt32LittleEndian(chunk[20..]),
            UsableCount = BinaryPrimitives.ReadInt32LittleEndian(chunk[24..]),
            FirstTime = BinaryPrimitives.ReadInt64LittleEndian(chunk[32..]),
            LastTime = BinaryPrimitives.ReadInt64LittleEndian(chunk[40..]),
            FirstIndex = BinaryPrimitives.ReadUInt64LittleEndian(chunk[48..]),
            LastIndex = BinaryPrimitives.ReadUInt64LittleEndian(chunk[56..]),
            CommittedNs = BinaryPrimitives.ReadInt64LittleEndian(chunk[64..]),
            MinValue = BinaryPrimitives.ReadDoubleLittleEndian(chunk[72..]),
            MaxValue = BinaryPrimitives.ReadDoubleLittleEndian(chunk[80..]),
        };
        if (header.Count is < 1 or > MaxSamples || header.BodyBytes is < 0 or > MaxBodyBytes)
        {
            throw new InvalidDataException($"History chunk of {header.Count} samples in {header.BodyBytes} bytes; at most {MaxSamples} in {MaxBodyBytes}.");
        }

        return header;
    }

    /// <summary>The checksum a chunk should carry.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> chunk) =>
        XxHash3.HashToUInt64(chunk[BodyAt..], BinaryPrimitives.ReadInt64LittleEndian(chunk));

    private static (int Usable, double Min, double Max) Extremes(ReadOnlySpan<double> values, ReadOnlySpan<uint> qualities)
    {
        var (usable, min, max) = (0, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]) && !Quality.IsBad(qualities[i]))
            {
                usable++;
                min = Math.Min(min, values[i]);
                max = Math.Max(max, values[i]);
            }
        }

        return usable == 0 ? (0, double.NaN, double.NaN) : (usable, min, max);
    }
}
