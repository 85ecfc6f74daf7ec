using System.Collections.Concurrent;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>What was changed of an asset's metadata since its definition.</summary>
/// <param name="DisplayName">Null = as defined.</param>
/// <param name="Labels">Null = as defined.</param>
/// <param name="Revision">Commit index of the last change.</param>
internal sealed record AssetMetadata(string? DisplayName, IReadOnlyDictionary<string, string>? Labels, ulong Revision);

/// <summary>Metadata of the assets that somebody changed; most have no entry. Changed by the writer, read by anyone.</summary>
internal sealed class MetadataTable
{
    private readonly ConcurrentDictionary<int, AssetMetadata> bySlot = new();

    /// <summary>The slot's entry; null = as defined.</summary>
    public AssetMetadata? Find(int slot) => bySlot.IsEmpty ? null : bySlot.GetValueOrDefault(slot);

    /// <summary>Applies a record.</summary>
    public void OnUpdated(MetadataUpdatedRecord record, ulong commitIndex)
    {
        var before = Find(record.Slot);
        bySlot[record.Slot] = new AssetMetadata(record.DisplayName ?? before?.DisplayName, record.Labels ?? before?.Labels, commitIndex);
    }

    /// <summary>Writes the state, by slot.</summary>
    public void Save(StateWriter writer)
    {
        writer.Int32(bySlot.Count);
        foreach (var (slot, metadata) in bySlot.OrderBy(one => one.Key))
        {
            writer.Int32(slot);
            writer.UInt64(metadata.Revision);
            writer.String(metadata.DisplayName);
            MetadataUpdatedRecord.WriteLabels(writer, metadata.Labels);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ref StateReader reader)
    {
        for (var left = reader.Int32(); left > 0; left--)
        {
            var slot = reader.Int32();
            var revision = reader.UInt64();
            var displayName = reader.OptionalString();
            bySlot[slot] = new AssetMetadata(displayName, MetadataUpdatedRecord.ReadLabels(ref reader), revision);
        }
    }
}
