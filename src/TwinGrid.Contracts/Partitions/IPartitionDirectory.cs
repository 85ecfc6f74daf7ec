using System.Diagnostics.CodeAnalysis;
using TwinGrid.Model.Names;

namespace TwinGrid.Contracts.Partitions;

/// <summary>Partitions that this process owns. Partition grains add and remove theirs; everyone else only looks.</summary>
public interface IPartitionDirectory
{
    /// <summary>The partition, when this process owns it.</summary>
    bool TryGet(PartitionKey key, [NotNullWhen(true)] out IPartition? partition);

    /// <summary>All partitions of a plant that this process owns, by number; empty when the plant is not known.</summary>
    IReadOnlyList<IPartition> OfPlant(string plant);

    /// <summary>Plants with at least one partition here, by id.</summary>
    IReadOnlyList<string> Plants { get; }

    /// <summary>Adds one that has finished recovery.</summary>
    void Add(IPartition partition);

    /// <summary>Removes exactly this one.</summary>
    void Remove(IPartition partition);
}
