using System.Buffers.Binary;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>
/// First 64 bytes of a group: magic u64, crc u32 (of bytes 12 to 63), length u32 (with this header, without padding), segment u64, group u64,
/// records u32, reserved.
/// </summary>
internal readonly record struct GroupHeader(ulong Segment, ulong Group, int Length, int Records)
{
    /// <summary>Size of the header.</summary>
    public const int Bytes = 64;

    private const ulong Magic = 0x0050_5552_4754_4c47; // "GLTGRUP"

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> to, uint storeSeed)
    {
        to[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(to, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], Segment);
        BinaryPrimitives.WriteUInt64LittleEndian(to[24..], Group);
        BinaryPrimitives.WriteInt32LittleEndian(to[32..], Records);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], Crc32C.Append(storeSeed, to[12..Bytes]));
    }

    /// <summary>Reads it; false when the bytes are no group header of this store.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, uint storeSeed, out GroupHeader header)
    {
        header = default;
        if (from.Length < Bytes
            || BinaryPrimitives.ReadUInt64LittleEndian(from) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(from[8..]) != Crc32C.Append(storeSeed, from[12..Bytes]))
        {
            return false;
        }

        header = new GroupHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[32..]));
        return header.Length >= Bytes && header.Records >= 0;
    }
}
