using Microsoft.Extensions.Logging;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.History;

/// <summary>Messages of history.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(1, LogLevel.Error, "History of {Partition} starts again from what is stored.")]
    public static partial void Restarting(ILogger logger, PartitionKey partition, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "History of {Partition} was indexed through {Indexed}, but the log lost its end: taken back to {Last}.")]
    public static partial void Truncating(ILogger logger, PartitionKey partition, ulong indexed, ulong last);

    [LoggerMessage(3, LogLevel.Error, "History of {Partition} misses commits {First} to {Last}: the log no longer has them.")]
    public static partial void Missing(ILogger logger, PartitionKey partition, ulong first, ulong last);

    [LoggerMessage(4, LogLevel.Error, "Merging or retention of the history of {Partition} failed; tried again later.")]
    public static partial void MaintenanceFailed(ILogger logger, PartitionKey partition, Exception failure);
}
