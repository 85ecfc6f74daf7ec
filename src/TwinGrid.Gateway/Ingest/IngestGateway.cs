using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Gateway.Ingest.Publishing;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Gateway.Ingest.Streams;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Composes <c>twingrid.v1.TelemetryService</c>. Wants IPartitionDirectory and IDefinitionCatalog from the silo side.</summary>
public static class IngestGateway
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string TelemetryName = IngestMetrics.Name;

    /// <summary>Adds the service's parts.</summary>
    public static IServiceCollection AddTwinGridIngest(this IServiceCollection services, Action<IngestOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<IngestOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PartitionFinder>();
        services.AddSingleton<IngestQuotas>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<StreamParts>();
        services.AddSingleton<PublishLanes>();
        services.AddSingleton<RequestWindow<PublishResponse>>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<ProducerDesk>();
        services.AddSingleton<TelemetryService>();
        services.Configure<GrpcServiceOptions<TelemetryService>>(options => options.MaxReceiveMessageSize = IngestLimits.MaxReceiveBytes);
        return services;
    }

    /// <summary>Maps the service.</summary>
    public static GrpcServiceEndpointConventionBuilder MapTwinGridIngest(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGrpcService<TelemetryService>();
    }
}
