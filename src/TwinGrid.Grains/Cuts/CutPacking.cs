using System.Buffers.Binary;
using TwinGrid.Model.Cuts;
using ZstdSharp;

namespace TwinGrid.Grains.Cuts;

/// <summary>A cut's bytes compressed by Zstandard, after their length (i32).</summary>
internal static class CutPacking
{
    private const int Level = 3;

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var compressor = new Compressor(Level);
        var packed = new byte[sizeof(int) + Compressor.GetCompressBound(bytes.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, bytes.Length);
        return packed[..(sizeof(int) + compressor.Wrap(bytes, packed.AsSpan(sizeof(int))))];
    }

    /// <exception cref="InvalidDataException">Damaged, or larger than a cut may be.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var length = packed.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(packed);
        if (length is < 0 or > CutEncoding.MaxBytes)
        {
            throw new InvalidDataException($"A packed cut of {length} bytes.");
        }

        try
        {
            using var decompressor = new Decompressor();
            var bytes = new byte[length];
            return decompressor.Unwrap(packed[sizeof(int)..], bytes) == length ? bytes : throw new InvalidDataException($"A packed cut is not of the {length} bytes that it says.");
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A packed cut is damaged.", exception);
        }
    }
}
