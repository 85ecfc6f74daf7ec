using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.LiveTable;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// Makes <see cref="AssetInfo"/> objects when somebody looks at an asset, and keeps some of them: a million idle assets hold none. One per layout.
/// </summary>
internal sealed class AssetInfoCache(PartitionLayout layout, MetadataTable metadata)
{
    private const int Kept = 4_096;

    private readonly AssetInfo?[] cache = new AssetInfo?[Math.Min(Kept, Math.Max(1, layout.SlotCount))];

    /// <summary>The layout that it speaks for.</summary>
    public PartitionLayout Layout => layout;

    /// <summary>The asset in a slot; null when the slot is not in use.</summary>
    public AssetInfo? Get(int slot)
    {
        if (!layout.Assets.IsUsed(slot))
        {
            return null;
        }

        var changed = metadata.Find(slot);
        ref var kept = ref cache[slot % cache.Length];
        var info = Volatile.Read(ref kept);
        if (info is null || info.Slot != slot || info.MetadataRevision != (changed?.Revision ?? 0))
        {
            Volatile.Write(ref kept, info = Make(slot, changed));
        }

        return info;
    }

    private AssetInfo Make(int slot, AssetMetadata? changed)
    {
        var entry = layout.Assets.EntryOf(slot);
        var id = layout.Assets.IdOf(slot);
        return new AssetInfo
        {
            Slot = slot,
            Id = id,
            Name = layout.NameOf(slot),
            Line = entry.Line,
            Type = layout.TypeOf(slot)!.Definition,
            DisplayName = changed?.DisplayName ?? (entry.Definition.From is null ? entry.Definition.DisplayName : null) ?? id,
            Labels = changed?.Labels ?? entry.Definition.Labels,
            Parameters = entry.Parameters,
            MetadataRevision = changed?.Revision ?? 0,
            IsRetired = layout.Assets.IsRetired(slot),
        };
    }
}
