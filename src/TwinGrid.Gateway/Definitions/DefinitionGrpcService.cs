using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Callers;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Gateway.Twins;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Definitions;

/// <summary>DefinitionService on the wire.</summary>
[BindServiceMethod(typeof(DefinitionGrpcService), nameof(Bind))]
internal sealed class DefinitionGrpcService(
    DefinitionApplication application,
    DefinitionReads reads,
    IDefinitionCatalog catalog,
    IPartitionDirectory directory,
    RequestWindow<ApplyDefinitionResponse> requests,
    ICallers callers) : DefinitionService.DefinitionServiceBase
{
    /// <summary>Found by reflection through the attribute; the second parameter names the type whose methods are bound.</summary>
    public static void Bind(ServiceBinderBase binder, DefinitionService.DefinitionServiceBase? service) => DefinitionService.BindService(new RequestBinder(binder), service!);

    /// <inheritdoc/>
    public override Task<ApplyDefinitionResponse> ApplyDefinition(ApplyDefinitionRequest request, ServerCallContext context)
    {
        var by = callers.NameOf(context);
        return requests.RunOnce(
            by, request.RequestId, XxHash3.HashToUInt64(request.ToByteArray()), () => application.ApplyAsync(request, by, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override Task<Definition> GetDefinition(GetDefinitionRequest request, ServerCallContext context) => reads.GetAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListDefinitionsResponse> ListDefinitions(ListDefinitionsRequest request, ServerCallContext context) =>
        reads.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<DiffDefinitionResponse> DiffDefinition(DiffDefinitionRequest request, ServerCallContext context) =>
        reads.DiffAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<RetireDefinitionResponse> RetireDefinition(RetireDefinitionRequest request, ServerCallContext context)
    {
        var plant = Locator.PlantId(request.Plant, "plant");
        if (!await catalog.RetireAsync(plant, request.Etag.Length > 0 ? request.Etag : null, context.CancellationToken))
        {
            var current = await catalog.GetAsync(plant, 0, context.CancellationToken) ?? throw Refusal.NotFound("plant", request.Plant);
            throw Refusal.EtagMismatch($"plants/{plant}", request.Etag, current.Definition.Hash);
        }

        return new RetireDefinitionResponse { Token = ReadPositions.Of(directory.OfPlant(plant)).Token };
    }
}
