using System.Runtime.CompilerServices;

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

    /// <summary>The values at two neighbouring counters, computed side by side: a block is a chain of multiplications that each wait for the last.</summary>
    /// <param name="counterLow">Of the first block; the second has one more.</param>
    /// <param name="counterHigh">Of both.</param>
    /// <param name="key">Of both.</param>
    /// <param name="words">Takes four words of 64 bits in order.</param>
    internal static void TwoBlocks(ulong counterLow, ulong counterHigh, ulong key, Span<ulong> words)
    {
        var next = unchecked(counterLow + 1);
        var (a0, a1, a2, a3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        var (b0, b1, b2, b3) = ((uint)next, (uint)(next >> 32), a2, a3);
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var productA0 = (ulong)Multiplier0 * a0;
            var productA1 = (ulong)Multiplier1 * a2;
            var productB0 = (ulong)Multiplier0 * b0;
            var productB1 = (ulong)Multiplier1 * b2;
            (a0, a1, a2, a3) = ((uint)(productA1 >> 32) ^ a1 ^ k0, (uint)productA1, (uint)(productA0 >> 32) ^ a3 ^ k1, (uint)productA0);
            (b0, b1, b2, b3) = ((uint)(productB1 >> 32) ^ b1 ^ k0, (uint)productB1, (uint)(productB0 >> 32) ^ b3 ^ k1, (uint)productB0);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }

        words[3] = b2 | ((ulong)b3 << 32);
        words[2] = b0 | ((ulong)b1 << 32);
        words[1] = a2 | ((ulong)a3 << 32);
        words[0] = a0 | ((ulong)a1 << 32);
    }
}
