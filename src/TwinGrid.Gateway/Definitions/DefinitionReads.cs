using System.Globalization;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Gateway.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Definitions;

/// <summary>GetDefinition, ListDefinitions and DiffDefinition.</summary>
internal sealed class DefinitionReads(IDefinitionCatalog catalog)
{
    /// <summary>One version with its documents.</summary>
    public async Task<Definition> GetAsync(GetDefinitionRequest request, CancellationToken cancellationToken) =>
        DefinitionMapper.Map(await FindAsync(Locator.PlantId(request.Plant, "plant"), request.Version, cancellationToken), withFiles: true);

    /// <summary>Versions of a plant, newest first; without a plant the newest of each.</summary>
    public async Task<ListDefinitionsResponse> ListAsync(ListDefinitionsRequest request, CancellationToken cancellationToken)
    {
        var plant = request.Plant.Length == 0 ? null : Locator.PlantId(request.Plant, "plant");
        var versions = await catalog.ListAsync(plant, cancellationToken);
        if (plant is not null && versions.Count == 0)
        {
            throw Refusal.NotFound("plant", request.Plant);
        }

        var list = plant is null ? "definitions" : $"definitions of {plant}";
        var after = PageToken.Decode(list, request.PageToken);
        var pageSize = PageSize.From(request.PageSize);
        var skip = after is null ? 0 : versions.TakeWhile(version => KeyOf(version, plant) != after).Count() + 1;
        var page = versions.Skip(skip).Take(pageSize + 1).ToList();
        var response = new ListDefinitionsResponse { NextPageToken = page.Count > pageSize ? PageToken.Encode(list, KeyOf(page[pageSize - 1], plant)) : "" };
        response.Definitions.AddRange(page.Take(pageSize).Select(version => DefinitionMapper.Map(version, withFiles: false)));
        return response;
    }

    /// <summary>What differs between two versions, or between a version and documents that are not applied.</summary>
    public async Task<DiffDefinitionResponse> DiffAsync(DiffDefinitionRequest request, CancellationToken cancellationToken)
    {
        var after = await AfterAsync(request, cancellationToken);
        var before = request.Files.Count > 0 && request.FromVersion == 0
            ? (await catalog.GetAsync(after.Id, 0, cancellationToken))?.Definition
            : (await FindAsync(after.Id, request.FromVersion, cancellationToken)).Definition;
        var response = new DiffDefinitionResponse();
        response.Changes.AddRange(DefinitionDiff.Between(before, after).Select(DefinitionMapper.Map));
        return response;
    }

    private static string KeyOf(DefinitionVersion version, string? plant) =>
        plant is null ? version.Definition.Id : version.Version.ToString(CultureInfo.InvariantCulture);

    private async Task<PlantDefinition> AfterAsync(DiffDefinitionRequest request, CancellationToken cancellationToken)
    {
        if (request.Files.Count == 0)
        {
            return (await FindAsync(Locator.PlantId(request.Plant, "plant"), request.ToVersion, cancellationToken)).Definition;
        }

        if (request.ToVersion != 0)
        {
            throw Refusal.InvalidArgument("files", "goes without to_version: what is compared is either stored or given.");
        }

        var given = DefinitionApplication.Read(DefinitionMapper.Files(request.Files)).Definition!;
        return request.Plant.Length == 0 || Locator.PlantId(request.Plant, "plant") == given.Id
            ? given
            : throw Refusal.InvalidArgument("plant", $"'{request.Plant}' is not the plant of the documents, '{given.Id}'.");
    }

    private async Task<DefinitionVersion> FindAsync(string plant, ulong version, CancellationToken cancellationToken) =>
        await catalog.GetAsync(plant, version, cancellationToken)
        ?? throw Refusal.NotFound("definition", version == 0 ? plant : string.Create(CultureInfo.InvariantCulture, $"{plant}, version {version}"));
}
