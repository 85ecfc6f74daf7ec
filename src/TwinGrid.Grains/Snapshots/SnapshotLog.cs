using Microsoft.Extensions.Logging;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Snapshots;

/// <summary>What is logged about snapshots.</summary>
internal static partial class SnapshotLog
{
    [LoggerMessage(1, LogLevel.Debug, "Snapshot of {Partition} at index {Index} taken")]
    public static partial void Taken(ILogger logger, PartitionKey partition, ulong index);

    [LoggerMessage(2, LogLevel.Warning, "Snapshot of {Partition} at index {Index} failed; the log still holds everything")]
    public static partial void Failed(ILogger logger, Exception exception, PartitionKey partition, ulong index);

    [LoggerMessage(3, LogLevel.Error, "Snapshot {Id} of {Partition} at index {Index} can't be used; going back further")]
    public static partial void Damaged(ILogger logger, Exception exception, PartitionKey partition, long id, ulong index);
}
