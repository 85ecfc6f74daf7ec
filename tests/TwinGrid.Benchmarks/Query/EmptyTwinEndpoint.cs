using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Query;

/// <summary>The floor of a read: the same call, answered with nothing.</summary>
internal sealed class EmptyTwinEndpoint : TwinService.TwinServiceBase
{
    private static readonly Task<Asset> Nothing = Task.FromResult(new Asset());

    public override Task<Asset> GetAsset(GetAssetRequest request, ServerCallContext context) => Nothing;
}
