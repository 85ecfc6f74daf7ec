using System.Buffers.Binary;

namespace TwinGrid.Storage.History;

/// <summary>Growing scratch bytes, reused from chunk to chunk.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[16 * 1024];

    /// <summary>Bytes written since <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes the next bytes, for the caller to fill.</summary>
    public Span<byte> Take(int count)
    {
        var end = checked(Length + count);
        if (end > buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * buffer.Length)));
        }

        var span = buffer.AsSpan(Length, count);
        Length = end;
        return span;
    }

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>LEB128.</summary>
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }
}
