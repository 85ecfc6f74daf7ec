using System.Buffers.Binary;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Snapshots;

/// <summary>Brings a state back from a snapshot, and believes it only when its hash is the one that was noted when it was taken.</summary>
internal sealed class SnapshotLoader(PartitionKey key)
{
    private readonly PartitionState state = new(key);
    private byte[] buffer = [];
    private int length;
    private byte[]? expected;

    /// <summary>The state.</summary>
    /// <exception cref="InvalidDataException">The snapshot is damaged, or of another version.</exception>
    public static async Task<PartitionState> LoadAsync(PartitionKey key, ISnapshotStore store, SnapshotInfo info, CancellationToken cancellationToken)
    {
        var loader = new SnapshotLoader(key);
        await foreach (var piece in store.ReadAsync(key, info, cancellationToken))
        {
            loader.Take(piece.Span);
        }

        return loader.Finish(info);
    }

    private void Take(ReadOnlySpan<byte> piece)
    {
        if (length > 0)
        {
            // A frame that began in the piece before: put both together.
            var whole = new byte[length + piece.Length];
            buffer.AsSpan(0, length).CopyTo(whole);
            piece.CopyTo(whole.AsSpan(length));
            piece = whole;
        }

        while (piece.Length >= SnapshotFrame.HeadBytes)
        {
            var bytes = BinaryPrimitives.ReadInt32LittleEndian(piece[1..]);
            if (bytes < 0)
            {
                throw new InvalidDataException($"A snapshot frame of {bytes} bytes.");
            }

            if (piece.Length - SnapshotFrame.HeadBytes < bytes)
            {
                break;
            }

            TakeFrame(piece[0], piece.Slice(SnapshotFrame.HeadBytes, bytes));
            piece = piece[(SnapshotFrame.HeadBytes + bytes)..];
        }

        buffer = piece.ToArray();
        length = buffer.Length;
    }

    private void TakeFrame(byte tag, ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        switch (tag)
        {
            case SnapshotFrame.Control:
                var version = reader.Byte();
                if (version != SnapshotFrame.Version)
                {
                    throw new InvalidDataException($"Snapshot of version {version}; this server reads version {SnapshotFrame.Version}.");
                }

                state.Load(payload[1..]);
                break;
            case SnapshotFrame.Block:
                var number = reader.Int32();
                var blocks = state.Table.Blocks;
                if ((uint)number >= (uint)blocks.Length)
                {
                    throw new InvalidDataException($"Snapshot has a block {number}; the layout has {blocks.Length}.");
                }

                SnapshotFrame.ReadBlock(ref reader, blocks[number]);
                state.Writer.OnLoaded(number);
                break;
            case SnapshotFrame.End:
                _ = reader.Int32();
                expected = reader.Bytes(StateHash.Bytes).ToArray();
                break;
            default:
                throw new InvalidDataException($"Snapshot frame with tag {tag}.");
        }
    }

    private PartitionState Finish(SnapshotInfo info)
    {
        if (expected is null || length > 0)
        {
            throw new InvalidDataException($"Snapshot {info.Id} of {key} ends before its end frame.");
        }

        var hash = StateHash.Of(state);
        return state.AppliedIndex == info.Index && hash.AsSpan().SequenceEqual(expected)
            ? state
            : throw new InvalidDataException(
                $"Snapshot {info.Id} of {key} at index {info.Index} does not give the state that it was taken of "
                + $"(hash {Convert.ToHexStringLower(hash)}, expected {Convert.ToHexStringLower(expected)}).");
    }
}
