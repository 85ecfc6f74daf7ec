using System.Numerics;

namespace TwinGrid.Grains.Watches;

/// <summary>
/// Slots of one partition that a watch has still to look at: a bit each, so that it takes the same room however far its reader is behind.
/// The hub marks, the watch takes. Thread safe.
/// </summary>
internal sealed class DirtySlots
{
    private readonly Lock gate = new();
    private ulong[] bits = [];
    private int cursor;
    private ulong scanned;

    /// <summary>Marks slots that changed, all of those with a change up to <paramref name="through"/>.</summary>
    public void Mark(ReadOnlySpan<int> slots, ulong through)
    {
        lock (gate)
        {
            foreach (var slot in slots)
            {
                Grow(slot);
                bits[slot >> 6] |= 1UL << slot;
            }

            scanned = Math.Max(scanned, through);
        }
    }

    /// <summary>Marks all slots below a count.</summary>
    public void MarkAll(int count, ulong through)
    {
        lock (gate)
        {
            if (count > 0)
            {
                Grow(count - 1);
                bits.AsSpan(0, count >> 6).Fill(ulong.MaxValue);
                if ((count & 63) != 0)
                {
                    bits[count >> 6] |= (1UL << count) - 1;
                }
            }

            scanned = Math.Max(scanned, through);
        }
    }

    /// <summary>Takes up to so many marked slots out, going round so that none waits for ever.</summary>
    /// <param name="into">Where they go.</param>
    /// <param name="through">Index up to which nothing is left to look at; null when something is.</param>
    /// <returns>How many.</returns>
    public int Take(Span<int> into, out ulong? through)
    {
        lock (gate)
        {
            var count = 0;
            for (var words = bits.Length; words >= 0 && count < into.Length && bits.Length > 0; words--)
            {
                cursor = cursor >= bits.Length ? 0 : cursor;
                ref var word = ref bits[cursor];
                while (word != 0 && count < into.Length)
                {
                    into[count++] = (cursor << 6) + BitOperations.TrailingZeroCount(word);
                    word &= word - 1;
                }

                cursor += word == 0 ? 1 : 0;
            }

            through = bits.AsSpan().IndexOfAnyExcept(0UL) < 0 ? scanned : null;
            return count;
        }
    }

    private void Grow(int slot)
    {
        if (slot >> 6 >= bits.Length)
        {
            Array.Resize(ref bits, Math.Max((slot >> 6) + 1, bits.Length * 2));
        }
    }
}
