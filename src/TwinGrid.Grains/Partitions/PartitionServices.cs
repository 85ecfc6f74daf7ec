using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.Partitions;

/// <summary>What partitions of a process share.</summary>
/// <param name="Store">Their log.</param>
/// <param name="Snapshots">Their snapshots.</param>
/// <param name="Options">Settings.</param>
/// <param name="Clock">Server's clock.</param>
/// <param name="Logger">For people who run it.</param>
internal sealed record PartitionServices(ILogStore Store, ISnapshotStore Snapshots, PartitionOptions Options, TimeProvider Clock, ILogger Logger);
