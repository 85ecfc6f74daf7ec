using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>Makes the layout that follows when a definition is applied. A pure function: the same definitions in the same order give the same slots.</summary>
internal sealed class LayoutBuilder
{
    private readonly PartitionKey key;
    private readonly PartitionLayout? before;
    private readonly PlantDefinition definition;
    private readonly List<TypeLayout> types;
    private readonly Dictionary<string, TypeLayout> typeById = new(StringComparer.Ordinal);
    private readonly List<int> blockTypes;
    private readonly int[] nextSlotOfType;
    private readonly AssetDirectory assets;
    private readonly HashSet<string> idsInUse = new(StringComparer.Ordinal);

    private LayoutBuilder(PartitionKey key, PartitionLayout? before, PlantDefinition definition)
    {
        this.key = key;
        this.before = before;
        this.definition = definition;
        types = LayTypesOut();
        blockTypes = [.. before?.BlockTypes ?? []];
        nextSlotOfType = FindFreeSlots();
        var entries = definition.Lines.Where(line => line.Partition == key.Number).SelectMany(line => line.Assets).ToList();
        var count = entries.Sum(entry => (long)entry.Count);
        assets = (before?.Assets ?? new AssetDirectory()).Fork(
            checked((int)Math.Min(count + PartitionLayout.SlotsPerBlock * types.Count, SeriesId.MaxSlots)), before is null ? NameBytes(entries) : 4096);
    }

    /// <summary>The layout after <paramref name="definition"/>.</summary>
    /// <exception cref="InvalidOperationException">More types, signals or assets over the partition's life than there are numbers for.</exception>
    public static PartitionLayout Apply(PartitionKey key, PartitionLayout? before, PlantDefinition definition, ulong version)
    {
        var builder = new LayoutBuilder(key, before, definition);
        builder.PlaceAssets();
        builder.assets.Seal();
        return new PartitionLayout(key, definition, version, [.. builder.types], [.. builder.blockTypes], builder.assets);
    }

    private static int NameBytes(List<AssetDefinition> entries) =>
        checked((int)Math.Min(entries.Sum(entry => (entry.Id.Length + 1L) * entry.Count) + 16, Array.MaxLength));

    private List<TypeLayout> LayTypesOut()
    {
        var old = before?.Types ?? [];
        var next = new AssetTypeDefinition?[old.Length];
        Match((layout, type) => !layout.IsRetired && layout.Definition.Id == type.Id);
        Match((layout, type) => !layout.IsRetired && layout.Definition.Id == type.RenamedFrom);
        Match((layout, type) => layout.IsRetired && layout.Definition.Id == type.Id);

        var result = new List<TypeLayout>();
        foreach (var layout in old)
        {
            result.Add(TypeLayout.Next(layout.Index, layout, next[layout.Index]));
        }

        foreach (var type in definition.Types.Values.Where(type => !next.Contains(type)))
        {
            result.Add(TypeLayout.Next(result.Count, null, type));
        }

        foreach (var layout in result.Where(layout => !layout.IsRetired))
        {
            typeById.Add(layout.Definition.Id, layout);
        }

        return result;

        void Match(Func<TypeLayout, AssetTypeDefinition, bool> matches)
        {
            foreach (var layout in old)
            {
                next[layout.Index] ??= definition.Types.Values.FirstOrDefault(type => matches(layout, type) && !next.Contains(type));
            }
        }
    }

    /// <summary>For each type the next slot in its last block; -1 when it needs a new block.</summary>
    private int[] FindFreeSlots()
    {
        var next = new int[types.Count];
        Array.Fill(next, -1);
        for (var block = 0; block < blockTypes.Count; block++)
        {
            for (var slot = block << PartitionLayout.BlockBits; slot < (block + 1) << PartitionLayout.BlockBits; slot++)
            {
                if (!before!.Assets.IsUsed(slot))
                {
                    next[blockTypes[block]] = slot;
                    break;
                }
            }
        }

        return next;
    }

    private void PlaceAssets()
    {
        if (before is not null && definition.Lines.Any(line => line.Assets.Any(asset => asset.RenamedFrom is not null)))
        {
            CollectIds();
        }

        Span<byte> utf8 = stackalloc byte[Identifier.MaxLength];
        foreach (var line in definition.Lines.Where(line => line.Partition == key.Number))
        {
            foreach (var asset in line.Assets)
            {
                var type = typeById[asset.Type];
                var entry = assets.AddEntry(new AssetEntry(line.Id, asset, type));
                var ids = new AssetIdPattern(asset);
                using var renamedFrom = asset.RenamedFrom is null ? null : asset.EnumerateRenamedFrom().GetEnumerator();
                for (var number = ids.First; number < ids.First + ids.Count; number++)
                {
                    var was = renamedFrom?.MoveNext() is true ? renamedFrom.Current : null;
                    var length = ids.Write(number, utf8);
                    var slot = FindSlot(utf8[..length], was, type);
                    assets.Put(slot >= 0 ? slot : TakeSlot(type), utf8[..length], entry);
                }
            }
        }
    }

    /// <summary>Ids of the new definition: an asset that is still defined under its own id was not renamed.</summary>
    private void CollectIds()
    {
        foreach (var asset in definition.Lines.SelectMany(line => line.Assets))
        {
            idsInUse.UnionWith(asset.EnumerateIds());
        }
    }

    private int FindSlot(ReadOnlySpan<byte> id, string? was, TypeLayout type)
    {
        if (before is null)
        {
            return -1;
        }

        var slot = before.Assets.Find(id);
        if (slot < 0 && was is not null && !idsInUse.Contains(was))
        {
            slot = before.Assets.Find(was);
            slot = slot >= 0 && before.Assets.IsLive(slot) ? slot : -1;
        }

        return slot >= 0 && before.BlockTypes[slot >> PartitionLayout.BlockBits] == type.Index && !assets.IsLive(slot) ? slot : -1;
    }

    private int TakeSlot(TypeLayout type)
    {
        ref var next = ref nextSlotOfType[type.Index];
        if (next < 0)
        {
            next = blockTypes.Count << PartitionLayout.BlockBits;
            if (next >= SeriesId.MaxSlots)
            {
                throw new InvalidOperationException($"Partition {key} would have had more than {SeriesId.MaxSlots} assets over its life; spread its lines over more partitions.");
            }

            blockTypes.Add(type.Index);
        }

        var slot = next;
        next = (slot + 1) % PartitionLayout.SlotsPerBlock == 0 ? -1 : slot + 1;
        return slot;
    }
}
