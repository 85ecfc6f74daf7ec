using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TwinGrid.Grains.Records;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => rest.Length;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A string that may be null.</summary>
    public string? OptionalString()
    {
        var length = Int32();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>A string.</summary>
    public string String() => OptionalString() ?? throw new InvalidDataException("A text that must be there is missing.");

    /// <summary>So many bytes, as they lie.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    /// <summary>A column as it lies.</summary>
    public ReadOnlySpan<T> Column<T>(int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return MemoryMarshal.Cast<byte, T>(Take(checked(count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>())));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
        {
            throw new InvalidDataException($"{count} bytes wanted, {rest.Length} left.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
