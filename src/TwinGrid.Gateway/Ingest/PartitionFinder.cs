using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Finds the partition that takes a plant's telemetry, and tells a plant that is not there from one that is not open yet.</summary>
internal sealed class PartitionFinder(IPartitionDirectory directory, IDefinitionCatalog catalog)
{
    /// <summary>Reads a plant id, bare or as <c>plants/{plant}</c>.</summary>
    public static string PlantId(string plant)
    {
        var id = ResourceName.TryParse(plant, out var name) && name is { Line: null, Asset: null } ? name.Plant : plant;
        return Identifier.IsValid(id) ? id : throw Refusal.InvalidName("plant", plant, $"plants/{{plant}} or the id: {Identifier.Rule}");
    }

    /// <summary>The partition, open in this process.</summary>
    /// <exception cref="RefusalException">No such plant or partition, retired, or not open here now.</exception>
    public async ValueTask<IPartition> GetAsync(string plant, uint number, CancellationToken cancellationToken)
    {
        if (number >= PartitionKey.MaxPartitions)
        {
            throw Refusal.InvalidArgument("partition", $"{number} is no partition; allowed: 0 to {PartitionKey.MaxPartitions - 1}.");
        }

        var key = new PartitionKey(plant, (int)number);
        var isOpen = directory.TryGet(key, out var partition);
        var version = await catalog.GetAsync(plant, 0, cancellationToken);
        if (version is { IsRetired: true })
        {
            throw Refusal.Retired($"plants/{plant}");
        }

        if (isOpen)
        {
            return partition!;
        }

        if (version is null)
        {
            throw Refusal.NotFound("plant", plant);
        }

        throw key.Number < version.Definition.Partitions
            ? Refusal.PartitionUnavailable(key.ToString(), "it is not open in this process; it may be recovering")
            : Refusal.NotFound("partition", key.ToString());
    }

    /// <summary>All partitions of a plant that are open in this process; at least one.</summary>
    public async ValueTask<IReadOnlyList<IPartition>> OfPlantAsync(string plant, CancellationToken cancellationToken)
    {
        var partitions = directory.OfPlant(plant);
        return partitions.Count > 0 ? partitions : [await GetAsync(plant, 0, cancellationToken)];
    }
}
