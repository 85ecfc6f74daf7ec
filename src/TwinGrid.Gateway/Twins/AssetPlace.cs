using TwinGrid.Contracts.Partitions;

namespace TwinGrid.Gateway.Twins;

/// <summary>Where an asset's live state is.</summary>
/// <param name="Partition">Partition in this process.</param>
/// <param name="Slot">Slot in it.</param>
internal readonly record struct AssetPlace(IPartition Partition, int Slot);
