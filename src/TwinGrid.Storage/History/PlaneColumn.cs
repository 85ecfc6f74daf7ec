using System.Runtime.CompilerServices;

namespace TwinGrid.Storage.History;

/// <summary>
/// 64-bit numbers as byte planes: all lowest bytes, then all second ones, and so on; planes that are wholly zero are left out. Small numbers leave
/// few planes, and what is alike lies side by side for the entropy coder that follows.
/// </summary>
internal static class PlaneColumn
{
    /// <summary>Signed to unsigned such that numbers near zero stay small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Undoes <see cref="ZigZag"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    public static void Write(ReadOnlySpan<ulong> numbers, ByteWriter to)
    {
        ulong all = 0;
        foreach (var number in numbers)
        {
            all |= number;
        }

        byte mask = 0;
        for (var plane = 0; plane < 8; plane++)
        {
            if ((byte)(all >> (8 * plane)) != 0)
            {
                mask |= (byte)(1 << plane);
            }
        }

        to.WriteByte(mask);
        for (var plane = 0; plane < 8; plane++)
        {
            if ((mask & (1 << plane)) != 0)
            {
                Gather(numbers, 8 * plane, to.Take(numbers.Length));
            }
        }
    }

    public static void Read(ref ByteReader from, Span<ulong> numbers)
    {
        numbers.Clear();
        var mask = from.ReadByte();
        for (var plane = 0; plane < 8; plane++)
        {
            if ((mask & (1 << plane)) != 0)
            {
                Scatter(from.Take(numbers.Length), 8 * plane, numbers);
            }
        }
    }

    private static void Gather(ReadOnlySpan<ulong> numbers, int shift, Span<byte> bytes)
    {
        bytes = bytes[..numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            bytes[i] = (byte)(numbers[i] >> shift);
        }
    }

    private static void Scatter(ReadOnlySpan<byte> bytes, int shift, Span<ulong> numbers)
    {
        numbers = numbers[..bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            numbers[i] |= (ulong)bytes[i] << shift;
        }
    }
}
