using System.Globalization;
using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// Random numbers in order, from a <see cref="StreamSource"/>. Each draw of a double or of 64 bits takes one position. Not safe for several threads. Allocates nothing
/// after it was made.
/// </summary>
public sealed class RandomStream
{
    private const int WordsAhead = 8;
    private const int BlocksAhead = WordsAhead / 2;

    private readonly ulong key;
    private readonly ulong id;
    private readonly ulong firstBlock;
    private Ahead words;
    private int next = WordsAhead;
    private long blocks;

    internal RandomStream(ulong seed, ulong id, long replication)
    {
        key = seed;
        this.id = id;
        firstBlock = (ulong)replication << StreamLayout.IndexBits;
    }

    /// <summary>How many draws came before the next one; setting it jumps there, forward or back, at the cost of a draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 2^37.</exception>
    public long Position
    {
        get => (blocks * 2) - WordsAhead + next;
        set
        {
            if (value is < 0 or > (StreamLayout.MaxIndex + 1) * 2)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Position {value}; from 0 to {(StreamLayout.MaxIndex + 1) * 2}."));
            }

            blocks = value / WordsAhead * BlocksAhead;
            next = WordsAhead;
            if (value % WordsAhead is not 0 and var within)
            {
                Refill();
                next = (int)within;
            }
        }
    }

    /// <summary>Uniform on the open interval (0, 1): a multiple of 2^-53, never 0, never 1. 1 - u is one of them as well, without rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => OpenUnit(NextUInt64());

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        if (next >= WordsAhead)
        {
            Refill();
        }

        return words[next++];
    }

    /// <summary>A whole number, each equally likely. Takes one position; a second one with a probability below 2^-33.</summary>
    /// <param name="bound">Above the greatest, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Bound below 1.</exception>
    /// <remarks>D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019.</remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var uneven = (0 - range) % range;
            while (low < uneven)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>A number of the open unit interval from 64 random bits. The one word in 2^53 that would be 0 becomes the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double OpenUnit(ulong word) => Math.Max((long)(word >> 11), 1L) * (1.0 / (1L << 53));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        if (blocks > StreamLayout.MaxIndex)
        {
            throw new InvalidOperationException("The stream's 2^37 draws are used up.");
        }

        Philox4x32.FourBlocks(firstBlock | (ulong)blocks, id, key, words);
        blocks += BlocksAhead;
        next = 0;
    }

    [InlineArray(WordsAhead)]
    private struct Ahead
    {
        private ulong first;
    }
}
