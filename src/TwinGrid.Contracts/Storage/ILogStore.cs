using TwinGrid.Model.Names;

namespace TwinGrid.Contracts.Storage;

/// <summary>
/// The log of a store: the truth that everything else is a fold of. The embedded store has one physical log for all partitions.
/// </summary>
public interface ILogStore : IAsyncDisposable
{
    /// <summary>What a durable append survives, computed from the store's real settings.</summary>
    Durability Durability { get; }

    /// <summary>Health and sizes, for people and for health checks.</summary>
    LogStoreStatus Status { get; }

    /// <summary>Completes (never faults) when the store has failed and refuses appends until it is reopened.</summary>
    Task Fenced { get; }

    /// <summary>
    /// Takes the partition over: finds the end of its log and appends an owner-epoch record (kind <see cref="LogRecord.OwnerEpoch"/>), durable
    /// before this returns. A handle that was open before, here or in another process, can't append any more.
    /// </summary>
    /// <exception cref="DataLossException">Damage inside acknowledged data.</exception>
    /// <exception cref="StoreFencedException">The store has failed.</exception>
    ValueTask<IPartitionLog> OpenAsync(PartitionKey partition, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts damage: what follows it in the partition is dropped and a new history id begins. In a partition whose log is sound, but which its
    /// owner refuses (a snapshot is ahead of the log), nothing is dropped and a new history begins where the log ends. An owner is fenced.
    /// </summary>
    /// <exception cref="HistoryMismatchException">The partition has not that history.</exception>
    ValueTask<Guid> AcceptDataLossAsync(PartitionKey partition, Guid historyId, string reason, CancellationToken cancellationToken);

    /// <summary>Partitions that have records.</summary>
    IReadOnlyList<PartitionKey> Partitions { get; }
}

/// <summary>State of a log store.</summary>
/// <param name="Kind">Name of the backend, e.g. <c>embedded</c>.</param>
/// <param name="Io"><c>direct</c>, <c>plain</c> or <c>unsynced</c>.</param>
/// <param name="FencedReason">Why it refuses appends; null while it takes them.</param>
/// <param name="LogBytes">Bytes of segments in use.</param>
/// <param name="FreeBytes">Free bytes on its disk.</param>
/// <param name="Directory">Where it lives; null for a remote store.</param>
public sealed record LogStoreStatus(string Kind, string Io, string? FencedReason, long LogBytes, long FreeBytes, string? Directory);
