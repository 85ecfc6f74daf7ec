using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Queries;

/// <summary>Where a query looks: partitions, and the line or asset that its parent names.</summary>
/// <param name="Partitions">Of one plant or of all, by plant and number.</param>
/// <param name="Line">Line id; null = all.</param>
/// <param name="Asset">Asset id; null = all.</param>
internal sealed record QueryScope(IReadOnlyList<IPartition> Partitions, string? Line, string? Asset)
{
    /// <summary>Types that an asset in it may have. Partitions of a plant hold equal definitions, each its own copy: one of them speaks for all.</summary>
    public IReadOnlyList<AssetTypeDefinition> Types =>
        [.. Partitions.Select(p => p.Definition).OfType<PlantDefinition>().DistinctBy(d => (d.Id, d.Hash)).SelectMany(d => d.Types.Values)];

    /// <summary>Reads a parent. One that names what there is not has no partitions, or no assets.</summary>
    /// <exception cref="FilterException">The parent is no resource name.</exception>
    public static QueryScope Of(string parent, IPartitionDirectory directory, bool allowsAsset)
    {
        if (!ResourceName.TryParse(parent, out var name) || (name.Asset is not null && !allowsAsset))
        {
            var shapes = "plants/{plant}, plants/{plant}/lines/{line}" + (allowsAsset ? ", an asset's name" : "") + " or plants/-";
            throw new FilterException($"'{parent}' is no parent; expected {shapes}.", "parent");
        }

        IReadOnlyList<IPartition> partitions = name.Plant == ResourceName.Any
            ? [.. directory.Plants.SelectMany(directory.OfPlant)]
            : directory.OfPlant(name.Plant);
        return new QueryScope(partitions, name.Line == ResourceName.Any ? null : name.Line, name.Asset);
    }

    /// <summary>Whether an asset lies in it.</summary>
    public bool Contains(AssetInfo info) => (Line is null || info.Line == Line) && (Asset is null || info.Id == Asset);
}
