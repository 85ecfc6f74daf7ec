using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Gateway.Ingest.Publishing;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Gateway.Ingest.Streams;
using TwinGrid.Gateway.Requests;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest;

/// <summary>The parts of <c>twingrid.v1.TelemetryService</c>, for the gateway's composition.</summary>
internal static class IngestGateway
{
    /// <summary>Adds the service's parts.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>();
        services.AddSingleton<PartitionFinder>();
        services.AddSingleton<IngestQuotas>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<StreamParts>();
        services.AddSingleton<PublishLanes>();
        services.AddSingleton<RequestWindow<PublishResponse>>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<ProducerDesk>();
        services.AddSingleton<TelemetryEndpoint>();
        services.Configure<GrpcServiceOptions<TelemetryEndpoint>>(options => options.MaxReceiveMessageSize = IngestLimits.MaxReceiveBytes);
        return services;
    }

    /// <summary>Maps the service.</summary>
    public static void MapIngest(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<TelemetryEndpoint>();
}
