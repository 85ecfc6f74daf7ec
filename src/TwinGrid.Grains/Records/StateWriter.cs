using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TwinGrid.Grains.Records;

/// <summary>Growing little-endian buffer for control records and for the parts of a snapshot. Not thread safe.</summary>
internal sealed class StateWriter(int capacity = 256)
{
    private byte[] buffer = new byte[capacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Length);

    /// <summary>What was written from a place on, to be changed in place.</summary>
    public Span<byte> WrittenFrom(int start) => buffer.AsSpan(start, Length - start);

    /// <summary>Forgets what was written and keeps the room.</summary>
    public void Clear() => Length = 0;

    public void Byte(byte value) => Take(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>The bits as they are: NaN payloads survive.</summary>
    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    /// <summary>UTF-8 after its length in bytes (i32; -1 = null).</summary>
    public void String(string? value)
    {
        if (value is null)
        {
            Int32(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Int32(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Bytes as they are, without a length.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>A column of plain values, without a length. Little-endian machines only, like the log.</summary>
    public void Column<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(values));

    private Span<byte> Take(int count)
    {
        if (buffer.Length - Length < count)
        {
            Array.Resize(ref buffer, (int)Math.Min(Math.Max((long)buffer.Length * 2, Length + (long)count), Array.MaxLength));
        }

        var span = buffer.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
