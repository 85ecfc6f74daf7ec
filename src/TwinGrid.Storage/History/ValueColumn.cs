using System.Numerics;
using System.Runtime.InteropServices;

namespace TwinGrid.Storage.History;

/// <summary>
/// Values, bit for bit, in whichever of three ways leaves the fewest bits: neighbours XORed, or (for what once was decimal) integers as
/// differences of neighbours or as distances to the smallest. Values that are no decimals stand apart.
/// </summary>
internal static class ValueColumn
{
    private const byte Xor = 0;
    private const byte Difference = 1;
    private const byte Offset = 2;
    private const int BitsOfAnException = 80;

    /// <param name="values">At least one.</param>
    /// <param name="scratch">Twice as long.</param>
    /// <param name="to">Where.</param>
    public static void Write(ReadOnlySpan<double> values, Span<ulong> scratch, ByteWriter to)
    {
        var residuals = scratch[..values.Length];
        var bits = MemoryMarshal.Cast<double, ulong>(values);
        var places = DecimalScale.Find(values);
        if (places < 0 || !TryWriteDecimals(values, places, scratch, XorBits(bits), to))
        {
            to.WriteByte(Xor);
            to.WriteUInt64(bits[0]);
            residuals[0] = 0;
            for (var i = 1; i < bits.Length; i++)
            {
                residuals[i] = bits[i] ^ bits[i - 1];
            }

            PlaneColumn.Write(residuals, to);
        }
    }

    /// <param name="from">Where.</param>
    /// <param name="values">As many as there are.</param>
    /// <param name="scratch">At least as long.</param>
    public static void Read(ref ByteReader from, Span<double> values, Span<ulong> scratch)
    {
        var residuals = scratch[..values.Length];
        switch (from.ReadByte())
        {
            case Xor:
                var before = from.ReadUInt64();
                PlaneColumn.Read(ref from, residuals);
                for (var i = 0; i < residuals.Length; i++)
                {
                    before ^= residuals[i];
                    values[i] = BitConverter.UInt64BitsToDouble(before);
                }

                break;
            case Difference:
                ReadDecimals(ref from, cumulative: true, values, residuals);
                break;
            case Offset:
                ReadDecimals(ref from, cumulative: false, values, residuals);
                break;
            case var coding:
                throw new InvalidDataException($"Chunk codes its values by way {coding}, which this version does not know.");
        }
    }

    private static bool TryWriteDecimals(ReadOnlySpan<double> values, int places, Span<ulong> scratch, long xorBits, ByteWriter to)
    {
        var integers = MemoryMarshal.Cast<ulong, long>(scratch.Slice(values.Length, values.Length));
        var exceptions = Scale(values, places, integers);
        var smallest = long.MaxValue;
        foreach (var integer in integers)
        {
            smallest = Math.Min(smallest, integer);
        }

        long differenceBits = 0, offsetBits = 0;
        for (var i = 0; i < integers.Length; i++)
        {
            differenceBits += i == 0 ? 0 : BitLength(PlaneColumn.ZigZag(integers[i] - integers[i - 1]));
            offsetBits += BitLength((ulong)(integers[i] - smallest));
        }

        if (Math.Min(differenceBits, offsetBits) + ((long)exceptions * BitsOfAnException) >= xorBits && xorBits > 0)
        {
            return false;
        }

        var byDifference = differenceBits < offsetBits;
        to.WriteByte(byDifference ? Difference : Offset);
        to.WriteByte((byte)places);
        to.WriteVarint((ulong)exceptions);
        WriteExceptions(values, places, exceptions, to);
        to.WriteVarint(PlaneColumn.ZigZag(byDifference ? integers[0] : smallest));
        var residuals = scratch[..values.Length];
        residuals[0] = byDifference ? 0 : (ulong)(integers[0] - smallest);
        for (var i = 1; i < residuals.Length; i++)
        {
            residuals[i] = byDifference ? PlaneColumn.ZigZag(integers[i] - integers[i - 1]) : (ulong)(integers[i] - smallest);
        }

        PlaneColumn.Write(residuals, to);
        return true;
    }

    /// <summary>Integers of the values; an exception repeats its neighbour, which costs least. Returns how many exceptions there are.</summary>
    private static int Scale(ReadOnlySpan<double> values, int places, Span<long> integers)
    {
        var exceptions = 0;
        long before = 0;
        var leading = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (DecimalScale.TryScale(values[i], places, out var integer))
            {
                before = integer;
                integers[i] = integer;
                continue;
            }

            leading += leading == i ? 1 : 0;
            exceptions++;
            integers[i] = before;
        }

        if (leading < values.Length)
        {
            integers[..leading].Fill(integers[leading]);
        }

        return exceptions;
    }

    private static void WriteExceptions(ReadOnlySpan<double> values, int places, int exceptions, ByteWriter to)
    {
        var after = 0;
        for (var i = 0; exceptions > 0; i++)
        {
            if (!DecimalScale.TryScale(values[i], places, out _))
            {
                to.WriteVarint((ulong)(i - after));
                to.WriteUInt64(BitConverter.DoubleToUInt64Bits(values[i]));
                after = i + 1;
                exceptions--;
            }
        }
    }

    private static void ReadDecimals(ref ByteReader from, bool cumulative, Span<double> values, Span<ulong> residuals)
    {
        var places = from.ReadCount(DecimalScale.MaxPlaces);
        var exceptions = from.ReadCount(values.Length);
        var apart = from;
        SkipExceptions(ref from, exceptions);
        var origin = PlaneColumn.UnZigZag(from.ReadVarint());
        PlaneColumn.Read(ref from, residuals);
        for (var i = 0; i < values.Length; i++)
        {
            var integer = origin + (cumulative ? PlaneColumn.UnZigZag(residuals[i]) : (long)residuals[i]);
            values[i] = DecimalScale.Unscale(integer, places);
            origin = cumulative ? integer : origin;
        }

        for (long i = 0, at = 0; i < exceptions; i++, at++)
        {
            at += apart.ReadCount(values.Length);
            if (at >= values.Length)
            {
                throw new InvalidDataException($"Chunk has an exception at {at} of {values.Length} values.");
            }

            values[(int)at] = BitConverter.UInt64BitsToDouble(apart.ReadUInt64());
        }
    }

    private static void SkipExceptions(ref ByteReader from, int exceptions)
    {
        for (var i = 0; i < exceptions; i++)
        {
            from.ReadVarint();
            from.ReadUInt64();
        }
    }

    private static long XorBits(ReadOnlySpan<ulong> bits)
    {
        long sum = 0;
        for (var i = 1; i < bits.Length; i++)
        {
            sum += BitLength(bits[i] ^ bits[i - 1]);
        }

        return sum;
    }

    private static int BitLength(ulong number) => 64 - BitOperations.LeadingZeroCount(number);
}
