using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>Packed columns of <c>uint32</c> varints.</summary>
internal static class PackedVarints
{
    /// <summary>Varints in a chunk: each ends with the one byte whose top bit is clear.</summary>
    public static int Count(ReadOnlySpan<byte> chunk)
    {
        var continued = 0;
        var vectors = MemoryMarshal.Cast<byte, Vector256<byte>>(chunk);
        foreach (var vector in vectors)
        {
            continued += BitOperations.PopCount(vector.ExtractMostSignificantBits());
        }

        for (var i = vectors.Length * Vector256<byte>.Count; i < chunk.Length; i++)
        {
            continued += chunk[i] >> 7;
        }

        return chunk.Length - continued;
    }

    /// <summary>Reads one varint at <paramref name="position"/> and moves on; false when it is cut off or over ten bytes long.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, ref int position, out uint value)
    {
        var i = position;
        value = 0;
        if (i >= chunk.Length)
        {
            return false;
        }

        uint b = chunk[i++];
        value = b & 0x7F;
        for (var shift = 7; b >= 0x80; shift += 7)
        {
            if (i == chunk.Length || shift > 63)
            {
                return false;
            }

            b = chunk[i++];
            value |= shift < 32 ? (b & 0x7F) << shift : 0;
        }

        position = i;
        return true;
    }
}
