using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.History;

namespace TwinGrid.Grains.Partitions;

/// <summary>What partitions of a process share.</summary>
/// <param name="Store">Their log.</param>
/// <param name="Snapshots">Their snapshots.</param>
/// <param name="History">Follows their logs; null = no history is kept, and the log is released by snapshots alone.</param>
/// <param name="Options">Settings.</param>
/// <param name="Clock">Server's clock.</param>
/// <param name="Logger">For people who run it.</param>
internal sealed record PartitionServices(
    ILogStore Store, ISnapshotStore Snapshots, HistoryProjections? History, PartitionOptions Options, TimeProvider Clock, ILogger Logger);
