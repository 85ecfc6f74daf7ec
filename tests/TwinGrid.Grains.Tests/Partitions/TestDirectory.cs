using System.Diagnostics.CodeAnalysis;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>A set of partitions that only the test changes.</summary>
internal sealed class TestDirectory(params IPartition[] partitions) : IPartitionDirectory
{
    private IPartition[] partitions = partitions;

    public IReadOnlyList<string> Plants => [.. partitions.Select(p => p.Key.Plant).Distinct().Order(StringComparer.Ordinal)];

    public void Clear() => partitions = [];

    public bool TryGet(PartitionKey key, [NotNullWhen(true)] out IPartition? partition) =>
        (partition = partitions.FirstOrDefault(p => p.Key == key)) is not null;

    public IReadOnlyList<IPartition> OfPlant(string plant) => [.. partitions.Where(p => p.Key.Plant == plant).OrderBy(p => p.Key.Number)];

    public void Add(IPartition partition) => throw new NotSupportedException("The set is the test's.");

    public void Remove(IPartition partition) => throw new NotSupportedException("The set is the test's.");
}
