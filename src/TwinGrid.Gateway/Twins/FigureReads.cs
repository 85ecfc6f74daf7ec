using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>ListPlants, GetPlant, ListLines and GetLine: what the definition says, with figures no older than a second.</summary>
internal sealed class FigureReads(Locator locator, ReadGate gate, IDefinitionCatalog catalog, IPartitionDirectory directory, ITwinQueries queries)
{
    /// <summary>One plant with its lines.</summary>
    public async Task<Plant> GetPlantAsync(GetPlantRequest request, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var partitions = await locator.FindPlantAsync(request.Name, "name", cancellationToken);
        await gate.EnterAsync(partitions, terms, cancellationToken);
        var plant = await MapPlantAsync(partitions[0].Key.Plant, cancellationToken) ?? throw Refusal.NotFound("plant", request.Name);
        plant.Position = ReadPositions.Of(partitions);
        await gate.LeaveAllAsync(partitions, terms, cancellationToken);
        return plant;
    }

    /// <summary>One line.</summary>
    public async Task<Line> GetLineAsync(GetLineRequest request, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var (plant, definition, partition) = await locator.FindLineAsync(request.Name, "name", cancellationToken);
        await gate.EnterAsync(partition, terms, cancellationToken);
        var line = AggregateMapper.MapLine(plant.Id, definition, queries.GetFigures(plant.Id));
        line.Position = ReadPositions.Of(partition, partition.AppliedIndex);
        await gate.LeaveAsync(partition, partition.AppliedIndex, terms, cancellationToken);
        return line;
    }

    /// <summary>Plants by id, also those that are not open.</summary>
    public async Task<ListPlantsResponse> ListPlantsAsync(ListPlantsRequest request, CancellationToken cancellationToken)
    {
        const string List = "plants";
        var pageSize = PageSize.From(request.PageSize);
        var after = PageToken.Decode(List, request.PageToken);
        var versions = await catalog.ListAsync(null, cancellationToken);
        var page = versions.Where(v => after is null || string.CompareOrdinal(v.Definition.Id, after) > 0)
            .OrderBy(v => v.Definition.Id, StringComparer.Ordinal)
            .Take(pageSize + 1)
            .ToList();
        var response = new ListPlantsResponse();
        foreach (var version in page.Take(pageSize))
        {
            var plant = AggregateMapper.MapPlant(version, queries.GetFigures(version.Definition.Id));
            if (directory.OfPlant(version.Definition.Id) is { Count: > 0 } partitions)
            {
                plant.Position = ReadPositions.Of(partitions);
            }

            response.Plants.Add(plant);
        }

        response.NextPageToken = page.Count > pageSize ? PageToken.Encode(List, page[pageSize - 1].Definition.Id) : "";
        return response;
    }

    /// <summary>Lines of a plant, or of all (<c>plants/-</c>), by name.</summary>
    public async Task<ListLinesResponse> ListLinesAsync(ListLinesRequest request, CancellationToken cancellationToken)
    {
        var ofAll = request.Parent == new ResourceName(ResourceName.Any).ToString();
        var plantId = ofAll ? null : Locator.PlantId(request.Parent, "parent");
        var versions = plantId is null ? await catalog.ListAsync(null, cancellationToken)
            : await catalog.GetAsync(plantId, 0, cancellationToken) is { } version ? [version]
            : throw Refusal.NotFound("plant", request.Parent);
        var list = $"lines of {Parents.Canonical(request.Parent)}";
        var pageSize = PageSize.From(request.PageSize);
        var after = PageToken.Decode(list, request.PageToken);
        var page = versions
            .SelectMany(v => v.Definition.Lines.Select(line => (Plant: v.Definition.Id, Line: line, Name: new ResourceName(v.Definition.Id, line.Id).ToString())))
            .Where(line => after is null || string.CompareOrdinal(line.Name, after) > 0)
            .OrderBy(line => line.Name, StringComparer.Ordinal)
            .Take(pageSize + 1)
            .ToList();
        var response = new ListLinesResponse { NextPageToken = page.Count > pageSize ? PageToken.Encode(list, page[pageSize - 1].Name) : "" };
        foreach (var byPlant in page.Take(pageSize).GroupBy(line => line.Plant))
        {
            var figures = queries.GetFigures(byPlant.Key);
            response.Lines.AddRange(byPlant.Select(line => AggregateMapper.MapLine(line.Plant, line.Line, figures)));
        }

        return response;
    }

    /// <summary>A plant with its figures; null when it is not stored.</summary>
    public async ValueTask<Plant?> MapPlantAsync(string plant, CancellationToken cancellationToken) =>
        await catalog.GetAsync(plant, 0, cancellationToken) is { } version ? AggregateMapper.MapPlant(version, queries.GetFigures(plant)) : null;
}
