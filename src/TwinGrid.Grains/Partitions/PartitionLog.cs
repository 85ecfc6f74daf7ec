using Microsoft.Extensions.Logging;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Partitions;

/// <summary>What is logged about partitions.</summary>
internal static partial class PartitionLog
{
    [LoggerMessage(1, LogLevel.Information, "Partition {Partition} is open at index {Index}; recovery took {Seconds:F3} s")]
    public static partial void Opened(ILogger logger, PartitionKey partition, ulong index, double seconds);

    [LoggerMessage(2, LogLevel.Error, "Partition {Partition} does not open")]
    public static partial void Refused(ILogger logger, Exception exception, PartitionKey partition);

    [LoggerMessage(3, LogLevel.Critical, "The writer of {Partition} failed: it takes nothing more until the partition is opened anew")]
    public static partial void WriterFailed(ILogger logger, Exception exception, PartitionKey partition);

    [LoggerMessage(4, LogLevel.Error, "{Partition} looks at no clock any more: stale alarms, shelving and snapshots by age stop until it is opened anew")]
    public static partial void TicksEnded(ILogger logger, Exception exception, PartitionKey partition);
}
