using System.Runtime.InteropServices;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Gateway.Twins;
using TwinGrid.Model.Names;
using TwinGrid.V1;
using PartitionStatus = TwinGrid.V1.PartitionStatus;

namespace TwinGrid.Gateway.Operations;

/// <summary>GetStatus: one picture of the server, its store and every partition that it should have open.</summary>
internal sealed class StatusReport(
    ILogStore log,
    IHistoryStore history,
    IHistoryReader reader,
    IPartitionDirectory directory,
    IDefinitionCatalog catalog,
    ClosedPartitions closed,
    ServerLifecycle lifecycle,
    GatewayOptions options)
{
    /// <summary>Takes the picture.</summary>
    public async Task<ServerStatus> TakeAsync(CancellationToken cancellationToken)
    {
        var store = log.Status;
        var status = new ServerStatus
        {
            Version = options.Version,
            Runtime = RuntimeInformation.FrameworkDescription,
            Durability = (V1.Durability)(int)log.Durability,
            Store = store.Kind,
            DataDirectory = store.Directory ?? "",
            LogIo = store.Io,
            State = lifecycle.State == ServerState.Draining ? "DRAINING"
                : store.FencedReason is not null ? "FENCED"
                : lifecycle.State == ServerState.Starting ? "STARTING"
                : "SERVING",
            Reason = store.FencedReason ?? lifecycle.Reason ?? "",
            StartedAt = lifecycle.StartedAtNs,
            LogBytes = (ulong)store.LogBytes,
            DiskFreeBytes = (ulong)store.FreeBytes,
            HistoryBytes = (ulong)await history.GetBytesAsync(cancellationToken),
            ManagedHeapBytes = (ulong)GC.GetTotalMemory(forceFullCollection: false),
        };
        foreach (var version in await catalog.ListAsync(null, cancellationToken))
        {
            for (var number = 0; number < version.Definition.Partitions; number++)
            {
                status.Partitions.Add(await MapAsync(new PartitionKey(version.Definition.Id, number), cancellationToken));
            }
        }

        return status;
    }

    private async Task<PartitionStatus> MapAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        var status = directory.TryGet(key, out var partition) ? partition.Status : await closed.GetStatusAsync(key, cancellationToken);
        var (indexed, lag) = reader.GetProgress(key);
        return new PartitionStatus
        {
            Plant = key.Plant,
            Partition = (uint)key.Number,
            HistoryId = status.HistoryId.ToString(ReadPositions.HistoryIdFormat),
            OwnerEpoch = status.OwnerEpoch,
            AppliedIndex = status.AppliedIndex,
            DurableIndex = status.DurableIndex,
            IndexedIndex = indexed,
            SnapshotIndex = status.SnapshotIndex,
            Assets = (uint)status.Assets,
            Series = (ulong)status.Series,
            LanesConnected = (uint)status.LanesConnected,
            State = StateOf(status.State),
            Reason = status.Reason ?? "",
            HistoryLagSeconds = lag.TotalSeconds,
            RecoverySeconds = status.RecoverySeconds,
        };
    }

    private static string StateOf(PartitionState state) => state switch
    {
        PartitionState.Open => "OPEN",
        PartitionState.Fenced => "FENCED",
        PartitionState.DataLoss => "DATA_LOSS",
        PartitionState.Draining => "DRAINING",
        _ => "RECOVERING",
    };
}
