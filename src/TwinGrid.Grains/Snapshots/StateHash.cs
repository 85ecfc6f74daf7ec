using System.IO.Hashing;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Snapshots;

/// <summary>
/// XxHash128 of a partition's state: over the hash of everything but the slots, then the hashes of the blocks by number. Equal states, equal
/// hashes, whether they came from live batches, from a replay, or from a snapshot.
/// </summary>
internal static class StateHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Bytes = 16;

    /// <summary>Hash of a state that nobody changes meanwhile.</summary>
    public static byte[] Of(PartitionState state)
    {
        var writer = new StateWriter(64 << 10);
        state.Save(writer);
        var control = XxHash128.Hash(writer.Written);
        var blocks = state.Table.Blocks;
        var hashes = new byte[blocks.Length * Bytes];
        for (var i = 0; i < blocks.Length; i++)
        {
            writer.Clear();
            SnapshotFrame.WriteBlock(writer, blocks[i]);
            XxHash128.Hash(writer.Written, hashes.AsSpan(i * Bytes));
        }

        return Combine(control, hashes);
    }

    /// <summary>The hash out of its parts.</summary>
    public static byte[] Combine(ReadOnlySpan<byte> control, ReadOnlySpan<byte> blocks)
    {
        var hash = new XxHash128();
        hash.Append(control);
        hash.Append(blocks);
        return hash.GetCurrentHash();
    }
}
