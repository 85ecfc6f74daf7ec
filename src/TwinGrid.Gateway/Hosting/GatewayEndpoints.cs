using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using TwinGrid.Gateway.Definitions;
using TwinGrid.Gateway.Health;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Operations;
using TwinGrid.Gateway.Scenarios;
using TwinGrid.Gateway.Twins;

namespace TwinGrid.Gateway.Hosting;

/// <summary>Maps the gateway's endpoints.</summary>
public static class GatewayEndpoints
{
    /// <summary>
    /// Maps all gRPC services, gRPC health, and <c>/health/startup</c> (has started), <c>/health/ready</c> (takes new calls) and
    /// <c>/health/live</c> (answers at all).
    /// </summary>
    public static IEndpointRouteBuilder MapTwinGridGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapIngest();
        endpoints.MapGrpcService<TwinGrpcService>();
        endpoints.MapGrpcService<DefinitionGrpcService>();
        endpoints.MapGrpcService<ScenarioGrpcService>();
        endpoints.MapGrpcService<OperationsGrpcService>();
        endpoints.MapGrpcHealthChecksService().AllowAnonymous();
        endpoints.MapHealthChecks("/health/startup", Only(HealthTags.Startup)).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", Only(HealthTags.Ready)).AllowAnonymous();
        endpoints.MapHealthChecks("/health/live", Only(HealthTags.Live)).AllowAnonymous();
        return endpoints;
    }

    private static HealthCheckOptions Only(string tag) => new() { Predicate = check => check.Tags.Contains(tag) };
}
