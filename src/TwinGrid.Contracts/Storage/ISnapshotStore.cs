using TwinGrid.Model.Names;

namespace TwinGrid.Contracts.Storage;

/// <summary>
/// Snapshots of partitions: bound how much log a recovery replays. The two newest are kept. A snapshot is a sequence of pieces; it counts only
/// once it is completed, and each piece carries its own checksum, so that damage is found and the one before it serves.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Completed snapshots, newest first.</summary>
    ValueTask<IReadOnlyList<SnapshotInfo>> ListAsync(PartitionKey partition, CancellationToken cancellationToken);

    /// <summary>Begins one. Pieces of an earlier one that was not completed are dropped.</summary>
    ValueTask<ISnapshotWriter> BeginAsync(PartitionKey partition, Guid historyId, ulong index, CancellationToken cancellationToken);

    /// <summary>Reads the pieces in order.</summary>
    /// <exception cref="InvalidDataException">A piece is missing or its checksum is wrong.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(PartitionKey partition, SnapshotInfo snapshot, CancellationToken cancellationToken);
}

/// <summary>Writes one snapshot; disposed without completion it leaves nothing.</summary>
public interface ISnapshotWriter : IAsyncDisposable
{
    /// <summary>Appends a piece of at most 4 MiB.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    /// <summary>Makes it durable and drops all but the two newest.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A completed snapshot.</summary>
/// <param name="Id">Id in the store.</param>
/// <param name="HistoryId">History that it belongs to.</param>
/// <param name="Index">Commit index whose fold it holds.</param>
/// <param name="Pieces">Number of pieces.</param>
/// <param name="Bytes">Total bytes.</param>
public sealed record SnapshotInfo(long Id, Guid HistoryId, ulong Index, int Pieces, long Bytes);
