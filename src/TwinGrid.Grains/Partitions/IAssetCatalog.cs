using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Partitions;

/// <summary>What folds know of a partition's assets: the definition in force, by slot and ordinal. Read by the partition's writer.</summary>
internal interface IAssetCatalog
{
    /// <summary>Slots ever given out.</summary>
    int SlotCount { get; }

    /// <summary>The asset; null for a slot that is not in use.</summary>
    AssetInfo? GetAssetInfo(int slot);

    /// <summary>
    /// Type of the asset in a slot; null when the slot is not in use or its asset retired. Makes no object: for walks over all slots.
    /// </summary>
    AssetTypeDefinition? LiveTypeOf(int slot);

    /// <summary>Ordinal of a signal in its type; -1 when the type has none of that id.</summary>
    int FindOrdinal(AssetTypeDefinition type, string signal);

    /// <summary>Source time of a series' current value, ns since 1970 UTC; long.MinValue = never received.</summary>
    long GetNewestNs(int slot, int ordinal);
}
