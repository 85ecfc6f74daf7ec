using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// Philox4x32-10: a keyed bijection of 128-bit counters whose values at 0, 1, 2, ... pass as random, so that any draw can be computed without those before it.
/// J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
/// </summary>
public static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The value at a counter.</summary>
    /// <param name="counterLow">Words 0 (low half) and 1 of the counter.</param>
    /// <param name="counterHigh">Words 2 and 3.</param>
    /// <param name="key">Words 0 (low half) and 1 of the key.</param>
    /// <returns>Words 0 and 1, and words 2 and 3, of the value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Low, ulong High) Block(ulong counterLow, ulong counterHigh, ulong key)
    {
        var (c0, c1, c2, c3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }

        return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
    }

    /// <summary>The values at four neighbouring counters. The same words with and without vector instructions, which are four times as fast: a block is a chain of multiplications that each wait for the last.</summary>
    /// <param name="counterLow">Of the first block; the others have 1, 2, 3 more.</param>
    /// <param name="counterHigh">Of all.</param>
    /// <param name="key">Of all.</param>
    /// <param name="words">Takes eight words of 64 bits in order.</param>
    internal static void FourBlocks(ulong counterLow, ulong counterHigh, ulong key, Span<ulong> words)
    {
        if (Avx2.IsSupported)
        {
            FourLanes(counterLow, counterHigh, key, words);
            return;
        }

        for (var i = 0; i < 4; i++)
        {
            (words[2 * i], words[(2 * i) + 1]) = Block(unchecked(counterLow + (ulong)i), counterHigh, key);
        }
    }

    /// <summary>A block a lane. Only the low halves of lanes count until the end: the multiplication reads no others.</summary>
    private static void FourLanes(ulong counterLow, ulong counterHigh, ulong key, Span<ulong> words)
    {
        var multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        var multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        var (weyl0, weyl1) = (Vector256.Create((ulong)Weyl0), Vector256.Create((ulong)Weyl1));
        var c0 = Vector256.Create(counterLow) + Vector256.Create(0UL, 1, 2, 3);
        var c1 = c0 >> 32;
        var c2 = Vector256.Create(counterHigh);
        var c3 = c2 >> 32;
        var k0 = Vector256.Create(key);
        var k1 = k0 >> 32;
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = Avx2.Multiply(c0.AsUInt32(), multiplier0);
            var product1 = Avx2.Multiply(c2.AsUInt32(), multiplier1);
            (c0, c1, c2, c3) = ((product1 >> 32) ^ c1 ^ k0, product1, (product0 >> 32) ^ c3 ^ k1, product0);
            k0 += weyl0;
            k1 += weyl1;
        }

        var lowHalves = Vector256.Create((ulong)uint.MaxValue);
        var low = (c0 & lowHalves) | (c1 << 32);
        var high = (c2 & lowHalves) | (c3 << 32);
        var even = Avx2.UnpackLow(low, high);
        var odd = Avx2.UnpackHigh(low, high);
        Avx2.Permute2x128(even, odd, 0x20).CopyTo(words);
        Avx2.Permute2x128(even, odd, 0x31).CopyTo(words[4..]);
    }
}
