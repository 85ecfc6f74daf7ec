using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Twins;

/// <summary>
/// Finds what a name stands for: a resource name, or an id that is unique over all plants. What is stored but not open in this process is
/// UNAVAILABLE, never NOT_FOUND.
/// </summary>
internal sealed class Locator(IPartitionDirectory directory, IDefinitionCatalog catalog, ClosedPartitions closed, ServerLifecycle lifecycle)
{
    private const string AssetForm = "plants/{plant}/lines/{line}/assets/{asset}, or the asset's id";
    private const string LineForm = "plants/{plant}/lines/{line}, or the line's id";
    private const string PlantForm = "plants/{plant}, or the plant's id";

    /// <summary>Finds an asset. Completes at once when it is there.</summary>
    /// <param name="name">As the caller gave it.</param>
    /// <param name="field">Field of the request, for errors.</param>
    /// <param name="cancellationToken">Ends the look into the catalog for what is not there.</param>
    public ValueTask<AssetPlace> FindAssetAsync(string name, string field, CancellationToken cancellationToken)
    {
        if (ResourceName.TryParse(name, out var full))
        {
            if (full.Asset is null)
            {
                throw Refusal.InvalidName(field, name, AssetForm);
            }

            return full.Plant != ResourceName.Any && TryFind(directory.OfPlant(full.Plant), full.Asset, out var place) && IsIn(place, full.Line!)
                ? ValueTask.FromResult(place)
                : full.Plant == ResourceName.Any ? FindByIdAsync(full.Asset, name, full.Line!) : MissingAsync<AssetPlace>("asset", name, full.Plant, cancellationToken);
        }

        return Identifier.IsValid(name) ? FindByIdAsync(name, name, ResourceName.Any) : throw Refusal.InvalidName(field, name, AssetForm);
    }

    /// <summary>Finds a plant's partitions, all of them.</summary>
    public async ValueTask<IReadOnlyList<IPartition>> FindPlantAsync(string name, string field, CancellationToken cancellationToken)
    {
        var id = PlantId(name, field);
        var partitions = directory.OfPlant(id);
        return partitions.Count > 0 && partitions.Count >= (partitions[0].Definition?.Partitions ?? 1)
            ? partitions
            : await MissingAsync<IReadOnlyList<IPartition>>("plant", name, id, cancellationToken);
    }

    /// <summary>Finds a line of the definition in force.</summary>
    public async ValueTask<(PlantDefinition Plant, LineDefinition Line, IPartition Partition)> FindLineAsync(
        string name, string field, CancellationToken cancellationToken)
    {
        var isFull = ResourceName.TryParse(name, out var full);
        if (isFull ? full.Line is null or ResourceName.Any || full.Asset is not null || full.Plant == ResourceName.Any : !Identifier.IsValid(name))
        {
            throw Refusal.InvalidName(field, name, LineForm);
        }

        List<(PlantDefinition, LineDefinition, IPartition)> found = [];
        foreach (var plant in isFull ? [full.Plant] : directory.Plants)
        {
            Collect(plant, isFull ? full.Line! : name, found);
        }

        return found.Count switch
        {
            1 => found[0],
            0 => await MissingAsync<(PlantDefinition, LineDefinition, IPartition)>("line", name, isFull ? full.Plant : null, cancellationToken),
            _ => throw Refusal.Ambiguous("line", name, [.. found.Select(f => new ResourceName(f.Item1.Id, f.Item2.Id).ToString())]),
        };
    }

    /// <summary>
    /// Partitions below a parent: <c>plants/{plant}</c>, <c>plants/{plant}/lines/{line}</c>, <c>plants/-</c>, an asset's name, or an id of a plant.
    /// </summary>
    public async ValueTask<IReadOnlyList<IPartition>> FindBelowAsync(string parent, string field, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(parent, out var name))
        {
            return await FindPlantAsync(parent, field, cancellationToken);
        }

        if (name.Plant == ResourceName.Any)
        {
            return [.. directory.Plants.SelectMany(directory.OfPlant)];
        }

        if (name.Asset is not null)
        {
            return [(await FindAssetAsync(parent, field, cancellationToken)).Partition];
        }

        if (name.Line is not null and not ResourceName.Any)
        {
            return [(await FindLineAsync(parent, field, cancellationToken)).Partition];
        }

        return await FindPlantAsync(new ResourceName(name.Plant).ToString(), field, cancellationToken);
    }

    /// <summary>The plant id in a plant's name or id.</summary>
    public static string PlantId(string name, string field)
    {
        if (ResourceName.TryParse(name, out var full) && full is { Line: null, Plant: not ResourceName.Any })
        {
            return full.Plant;
        }

        return Identifier.IsValid(name) ? name : throw Refusal.InvalidName(field, name, PlantForm);
    }

    private static bool TryFind(IReadOnlyList<IPartition> partitions, string asset, out AssetPlace place)
    {
        place = default;
        for (var i = 0; i < partitions.Count; i++)
        {
            var slot = partitions[i].FindAsset(asset);
            if (slot < 0)
            {
                continue;
            }

            place = new AssetPlace(partitions[i], slot);
            if (partitions.Count == 1 || partitions[i].GetAssetInfo(slot) is { IsRetired: false })
            {
                return true;
            }
        }

        // Retired, unless another partition has it in use: then that one was returned.
        return place.Partition is not null;
    }

    private static bool IsIn(AssetPlace place, string line) => line == ResourceName.Any || place.Partition.GetAssetInfo(place.Slot)?.Line == line;

    private ValueTask<AssetPlace> FindByIdAsync(string id, string asked, string line)
    {
        AssetPlace? found = null;
        List<string>? several = null;
        foreach (var plant in directory.Plants)
        {
            if (!TryFind(directory.OfPlant(plant), id, out var place) || !IsIn(place, line))
            {
                continue;
            }

            if (found is { } first)
            {
                several ??= [NameOf(first)];
                several.Add(NameOf(place));
            }

            found ??= place;
        }

        return several is not null ? throw Refusal.Ambiguous("asset", id, several)
            : found is { } one ? ValueTask.FromResult(one)
            : MissingAsync<AssetPlace>("asset", asked, null, CancellationToken.None);
    }

    private static string NameOf(AssetPlace place) => place.Partition.GetAssetInfo(place.Slot)?.Name ?? place.Partition.Key.ToString();

    private void Collect(string plant, string line, List<(PlantDefinition, LineDefinition, IPartition)> found)
    {
        var partitions = directory.OfPlant(plant);
        if (partitions.Count == 0 || partitions[0].Definition is not { } definition)
        {
            return;
        }

        foreach (var candidate in definition.Lines)
        {
            if (candidate.Id == line && partitions.FirstOrDefault(p => p.Key.Number == candidate.Partition) is { } partition)
            {
                found.Add((definition, candidate, partition));
            }
        }
    }

    private async ValueTask<T> MissingAsync<T>(string type, string name, string? plant, CancellationToken cancellationToken)
    {
        if (lifecycle.State == ServerState.Starting)
        {
            throw Refusal.PartitionUnavailable(plant ?? "of any plant", "the server is opening its plants");
        }

        if (plant is not null && await catalog.GetAsync(plant, 0, cancellationToken) is { } stored)
        {
            for (var number = 0; number < stored.Definition.Partitions; number++)
            {
                var key = new PartitionKey(plant, number);
                if (!directory.TryGet(key, out _))
                {
                    await closed.ThrowAsync(key, cancellationToken);
                }
            }
        }

        throw Refusal.NotFound(type, name);
    }
}
