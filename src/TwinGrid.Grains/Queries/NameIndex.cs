using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Queries;

/// <summary>
/// Slots of a partition in the order of their resource names: four bytes an asset. Made when it is first asked for after a definition came into
/// force, and shared by all queries; a page then starts with a binary search whatever its number.
/// </summary>
internal sealed class NameIndex
{
    private static readonly ConditionalWeakTable<IPartition, NameIndex> Known = [];
    private readonly PlantDefinition? definition;
    private readonly int slotCount;
    private readonly int[] slots;

    private NameIndex(PlantDefinition? definition, int slotCount, int[] slots)
    {
        this.definition = definition;
        this.slotCount = slotCount;
        this.slots = slots;
    }

    /// <summary>Slots in order.</summary>
    public ReadOnlySpan<int> Slots => slots;

    /// <summary>Number of slots in use.</summary>
    public int Count => slots.Length;

    /// <summary>The index of a partition as it is now.</summary>
    public static NameIndex Of(IPartition partition)
    {
        // Two callers may build it at once; both are right.
        if (Known.TryGetValue(partition, out var index)
            && ReferenceEquals(index.definition, partition.Definition) && index.slotCount == partition.SlotCount)
        {
            return index;
        }

        index = Build(partition);
        Known.AddOrUpdate(partition, index);
        return index;
    }

    /// <summary>Place of the first name greater than the given one.</summary>
    public int After(IPartition partition, string name) => Search(partition, name, orEqual: false);

    /// <summary>Place of the first name greater than or equal to the given one.</summary>
    public int From(IPartition partition, string name) => Search(partition, name, orEqual: true);

    private int Search(IPartition partition, string name, bool orEqual)
    {
        var (low, high) = (0, slots.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(partition.GetAssetInfo(slots[middle])?.Name, name);
            if (orEqual ? order < 0 : order <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static NameIndex Build(IPartition partition)
    {
        var (definition, count) = (partition.Definition, partition.SlotCount);
        var names = new List<string>(count);
        var slots = new List<int>(count);
        var isSorted = true;
        for (var slot = 0; slot < count; slot++)
        {
            if (partition.GetAssetInfo(slot) is { } info)
            {
                isSorted &= names.Count == 0 || string.CompareOrdinal(names[^1], info.Name) <= 0;
                names.Add(info.Name);
                slots.Add(slot);
            }
        }

        var sorted = slots.ToArray();
        if (!isSorted)
        {
            Array.Sort(names.ToArray(), sorted, StringComparer.Ordinal);
        }

        return new NameIndex(definition, count, sorted);
    }
}
