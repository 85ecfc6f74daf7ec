using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Testing.Stores;

/// <summary>A snapshot store that lives as long as the test, and whose snapshots a test can damage.</summary>
public sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<PartitionKey, List<(SnapshotInfo Info, List<byte[]> Pieces)>> kept = [];
    private long lastId;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotInfo>> ListAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return new([.. kept.GetValueOrDefault(partition, []).Select(one => one.Info).Reverse()]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ISnapshotWriter> BeginAsync(PartitionKey partition, Guid historyId, ulong index, CancellationToken cancellationToken) =>
        new(new Writer(this, partition, historyId, index));

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        PartitionKey partition, SnapshotInfo snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<byte[]> pieces;
        lock (gate)
        {
            pieces = kept[partition].Single(one => one.Info.Id == snapshot.Id).Pieces;
        }

        foreach (var piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }

        await Task.CompletedTask;
    }

    /// <summary>Flips a byte of a snapshot without the store noticing: worse than a wrong checksum.</summary>
    public void Damage(PartitionKey partition, SnapshotInfo snapshot, long at)
    {
        lock (gate)
        {
            foreach (var piece in kept[partition].Single(one => one.Info.Id == snapshot.Id).Pieces)
            {
                if (at < piece.Length)
                {
                    piece[at] ^= 0x40;
                    return;
                }

                at -= piece.Length;
            }
        }
    }

    private sealed class Writer(MemorySnapshotStore store, PartitionKey partition, Guid historyId, ulong index) : ISnapshotWriter
    {
        private readonly List<byte[]> pieces = [];

        public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(piece.Length, 4 << 20);
            pieces.Add(piece.ToArray());
            return ValueTask.CompletedTask;
        }

        public ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            lock (store.gate)
            {
                var info = new SnapshotInfo(++store.lastId, historyId, index, pieces.Count, pieces.Sum(piece => (long)piece.Length));
                var all = store.kept.TryGetValue(partition, out var before) ? before : store.kept[partition] = [];
                all.Add((info, pieces));
                all.RemoveRange(0, Math.Max(0, all.Count - 2));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
