using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>Snapshots that nobody keeps.</summary>
internal sealed class NullSnapshotStore : ISnapshotStore
{
    public ValueTask<IReadOnlyList<SnapshotInfo>> ListAsync(PartitionKey partition, CancellationToken cancellationToken) => new([]);

    public ValueTask<ISnapshotWriter> BeginAsync(PartitionKey partition, Guid historyId, ulong index, CancellationToken cancellationToken) => new(new NullWriter());

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(PartitionKey partition, SnapshotInfo snapshot, CancellationToken cancellationToken) =>
        throw new InvalidDataException("No snapshot was kept.");

    private sealed class NullWriter : ISnapshotWriter
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
