using System.Numerics;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Which servers are free; the one with the lowest number is taken first, so that arms of an experiment use the same ones.</summary>
internal sealed class FreeServers
{
    private ulong[] words = new ulong[1];

    /// <summary>How many are free.</summary>
    public int Count { get; private set; }

    public void Set(int server, bool isFree)
    {
        var word = server >> 6;
        if (word >= words.Length)
        {
            Array.Resize(ref words, word + 1);
        }

        var bit = 1UL << (server & 63);
        if (((words[word] & bit) != 0) != isFree)
        {
            words[word] ^= bit;
            Count += isFree ? 1 : -1;
        }
    }

    /// <summary>The first free one; -1 when there is none.</summary>
    public int First()
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != 0)
            {
                return (i << 6) + BitOperations.TrailingZeroCount(words[i]);
            }
        }

        return -1;
    }
}
