using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Twins;

/// <summary>Partitions that should be open in this process and are not: their owner knows why.</summary>
internal sealed class ClosedPartitions(IGrainFactory grains)
{
    /// <summary>State of the partition as its grain tells it.</summary>
    public Task<PartitionStatus> GetStatusAsync(PartitionKey key, CancellationToken cancellationToken) =>
        grains.GetGrain<IPartitionGrain>(key.ToString()).GetStatusAsync(cancellationToken);

    /// <summary>Refuses a call that needs the partition.</summary>
    /// <exception cref="DataLossException">Acknowledged data of it is damaged.</exception>
    /// <exception cref="RefusalException">PARTITION_UNAVAILABLE.</exception>
    public async Task ThrowAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        var status = await GetStatusAsync(key, cancellationToken);
        var reason = status.Reason?.TrimEnd('.') ?? "it is not open in this process";
        throw status.State == PartitionState.DataLoss
            ? new DataLossException(key.ToString(), status.HistoryId, reason)
            : Refusal.PartitionUnavailable(key.ToString(), reason);
    }
}
