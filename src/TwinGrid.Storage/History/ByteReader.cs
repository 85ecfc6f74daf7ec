using System.Buffers.Binary;

namespace TwinGrid.Storage.History;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Anything that does not fit is damage, never an index out of range.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly int Remaining => rest.Length;

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
        {
            throw new InvalidDataException($"Chunk ends early: {count} bytes wanted, {rest.Length} left.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    public byte ReadByte() => Take(1)[0];

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = ReadByte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("Chunk holds a number of more than 64 bits.");
    }

    /// <summary>A varint in [0, <paramref name="max"/>].</summary>
    public int ReadCount(int max)
    {
        var value = ReadVarint();
        return value <= (ulong)max ? (int)value : throw new InvalidDataException($"Chunk holds a count of {value}; at most {max} make sense.");
    }

    public readonly void ExpectEnd()
    {
        if (rest.Length != 0)
        {
            throw new InvalidDataException($"Chunk has {rest.Length} bytes too many.");
        }
    }
}
