using System.IO.Hashing;
using System.Text;

namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// Where a draw stands in the space of Philox: the key is the seed (64 bits), the counter's high half is the id of the stream (64 bits), its low half holds the
/// replication (28 bits) above the index (36 bits): the block of a stream, the entity of entity draws, the ordinal of ordinal draws. So draws of different seeds,
/// replications and indexes never meet, by construction. Ids are hashes of what the stream is for: n streams of a model share an id by accident with probability
/// n² / 2^65, 3e-12 for ten thousand streams.
/// </summary>
internal static class StreamLayout
{
    public const int IndexBits = 36;
    public const long MaxIndex = (1L << IndexBits) - 1;
    public const long MaxReplication = (1L << (64 - IndexBits)) - 1;

    /// <summary>The id of a stream. Stable over versions, platforms and processes: records of runs depend on it.</summary>
    public static ulong Id(StreamKind kind, string path, string purpose)
    {
        var pathLength = Encoding.UTF8.GetByteCount(path);
        var text = new byte[pathLength + Encoding.UTF8.GetByteCount(purpose)];
        Encoding.UTF8.GetBytes(path, text);
        Encoding.UTF8.GetBytes(purpose, text.AsSpan(pathLength));

        // The length keeps ("ab", "c") and ("a", "bc") apart.
        return XxHash3.HashToUInt64(text, ((long)pathLength << 8) | (byte)kind);
    }
}

/// <summary>Keeps streams of different uses apart, whatever their paths and purposes.</summary>
internal enum StreamKind : byte
{
    /// <summary>Drawn in order, of a replication.</summary>
    Sequence = 0,

    /// <summary>By entity and operation, of a replication.</summary>
    Entity = 1,

    /// <summary>By ordinal, of a replication.</summary>
    Ordinal = 2,

    /// <summary>Added to the others: of a draw of uncertain state or parameters.</summary>
    StateDraw = 16,
}
