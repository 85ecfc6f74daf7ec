using System.Buffers.Binary;
using System.Numerics;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>CRC-32C (Castagnoli) over 8-byte words: one instruction a word on x64 and arm64.</summary>
internal static class Crc32C
{
    /// <summary>Goes on from a checksum over more bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var b in data)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }

    /// <summary>Goes on from a checksum over a number.</summary>
    public static uint Append(uint crc, ulong value) => BitOperations.Crc32C(crc, value);
}
