using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Partitions;

/// <summary>Partitions of this process. Every read of the gateway comes by here: look-ups are of an immutable map, changes are rare and copy it.</summary>
internal sealed class PartitionDirectory : IPartitionDirectory
{
    private readonly Lock gate = new();
    private Map map = new([]);

    /// <inheritdoc/>
    public IReadOnlyList<string> Plants => Volatile.Read(ref map).Plants;

    /// <inheritdoc/>
    public bool TryGet(PartitionKey key, [NotNullWhen(true)] out IPartition? partition)
    {
        partition = null;
        if (Volatile.Read(ref map).ByPlant.TryGetValue(key.Plant, out var known))
        {
            foreach (var candidate in known)
            {
                if (candidate.Key.Number == key.Number)
                {
                    partition = candidate;
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> OfPlant(string plant) => Volatile.Read(ref map).ByPlant.GetValueOrDefault(plant, []);

    /// <inheritdoc/>
    public void Add(IPartition partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        lock (gate)
        {
            Volatile.Write(ref map, new Map([.. map.All.Where(other => other.Key != partition.Key), partition]));
        }
    }

    /// <inheritdoc/>
    public void Remove(IPartition partition)
    {
        lock (gate)
        {
            Volatile.Write(ref map, new Map([.. map.All.Where(other => !ReferenceEquals(other, partition))]));
        }
    }

    private sealed class Map(IPartition[] all)
    {
        public IPartition[] All { get; } = all;

        public FrozenDictionary<string, IPartition[]> ByPlant { get; } = all
            .GroupBy(partition => partition.Key.Plant, StringComparer.Ordinal)
            .ToFrozenDictionary(plant => plant.Key, plant => plant.OrderBy(partition => partition.Key.Number).ToArray(), StringComparer.Ordinal);

        public IReadOnlyList<string> Plants { get; } =
            [.. all.Select(partition => partition.Key.Plant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
