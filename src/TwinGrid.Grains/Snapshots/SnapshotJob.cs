using System.Buffers;
using System.IO.Hashing;
using System.Threading.Channels;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Snapshots;

/// <summary>
/// One snapshot in the making. The writer itself copies the blocks, a little with each batch, and a block that is about to change first: so the
/// copy is the state at one index without a pause and without a race. A task writes finished pieces to the store.
/// </summary>
internal sealed class SnapshotJob : IBlockWatcher
{
    private const int PieceBytes = 4 << 20;
    private const int PiecesAhead = 2;

    private readonly SlotBlock[] blocks;
    private readonly bool[] copied;
    private readonly byte[] hashes;
    private readonly byte[] controlHash;
    private readonly StateWriter frame = new(64 << 10);
    private readonly Channel<Piece> pieces = Channel.CreateUnbounded<Piece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private byte[] current = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private int length;
    private int next;
    private int ahead;
    private bool hasFailed;

    /// <summary>Cuts the state where it is; called by the writer.</summary>
    public SnapshotJob(PartitionState state)
    {
        Index = state.AppliedIndex;
        blocks = [.. state.Table.Blocks];
        copied = new bool[blocks.Length];
        hashes = new byte[blocks.Length * StateHash.Bytes];
        var control = new StateWriter(64 << 10);
        state.Save(control);
        controlHash = XxHash128.Hash(control.Written);
        PutHead(SnapshotFrame.Control, control.Length + 1);
        Put([SnapshotFrame.Version]);
        Put(control.Written);
    }

    /// <summary>Index whose fold it holds.</summary>
    public ulong Index { get; }

    /// <summary>Everything is copied; the store may still be writing.</summary>
    public bool IsCopied { get; private set; }

    /// <summary>The store did not take it.</summary>
    public bool HasFailed
    {
        get => Volatile.Read(ref hasFailed);
        set => Volatile.Write(ref hasFailed, value);
    }

    /// <inheritdoc/>
    public void BeforeChange(int block)
    {
        if (block < copied.Length && !copied[block])
        {
            Copy(block);
        }
    }

    /// <summary>Writer: copies on, up to so many bytes, unless the store is behind.</summary>
    public void Advance(int bytes)
    {
        while (!IsCopied && bytes > 0 && Volatile.Read(ref ahead) < PiecesAhead)
        {
            while (next < copied.Length && copied[next])
            {
                next++;
            }

            if (next == copied.Length)
            {
                Finish();
                return;
            }

            bytes -= Copy(next);
        }
    }

    /// <summary>Background: writes the pieces; <paramref name="wake"/> asks the writer for more.</summary>
    public async Task WriteAsync(ISnapshotWriter writer, Action wake, CancellationToken cancellationToken)
    {
        await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken))
        {
            await writer.WriteAsync(piece.Bytes.AsMemory(0, piece.Length), cancellationToken);
            ArrayPool<byte>.Shared.Return(piece.Bytes);
            Interlocked.Decrement(ref ahead);
            wake();
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private int Copy(int number)
    {
        frame.Clear();
        SnapshotFrame.WriteBlock(frame, blocks[number]);
        XxHash128.Hash(frame.Written, hashes.AsSpan(number * StateHash.Bytes));
        PutHead(SnapshotFrame.Block, frame.Length + sizeof(int));
        Put(BitConverter.GetBytes(number));
        Put(frame.Written);
        copied[number] = true;
        return frame.Length;
    }

    private void Finish()
    {
        PutHead(SnapshotFrame.End, sizeof(int) + StateHash.Bytes);
        Put(BitConverter.GetBytes(blocks.Length));
        Put(StateHash.Combine(controlHash, hashes));
        Flush();
        pieces.Writer.Complete();
        IsCopied = true;
    }

    private void PutHead(byte tag, int payloadBytes)
    {
        Put([tag]);
        Put(BitConverter.GetBytes(payloadBytes));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, PieceBytes - length)];
            part.CopyTo(current.AsSpan(length));
            length += part.Length;
            bytes = bytes[part.Length..];
            if (length == PieceBytes)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        Interlocked.Increment(ref ahead);
        pieces.Writer.TryWrite(new Piece(current, length));
        current = ArrayPool<byte>.Shared.Rent(PieceBytes);
        length = 0;
    }

    private readonly record struct Piece(byte[] Bytes, int Length);
}
