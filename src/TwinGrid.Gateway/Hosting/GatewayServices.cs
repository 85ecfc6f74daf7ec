using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Callers;
using TwinGrid.Gateway.Definitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Health;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Operations;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Scenarios;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Gateway.Twins;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Hosting;

/// <summary>Registers the gateway. The silo side (Contracts' interfaces) and a store are registered by the host.</summary>
public static class GatewayServices
{
    /// <summary>How often health watches look again.</summary>
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Adds all gRPC services, health checks, and what they need.</summary>
    public static IServiceCollection AddTwinGridGateway(this IServiceCollection services, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallers, HttpCallers>();
        services.AddSingleton(options);
        services.AddSingleton<ServerLifecycle>();
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<ReadGate>();
        services.AddHostedService<PlantOpener>();
        if (options.CallerTokensFile is { } tokens)
        {
            services.AddCallerTokens(tokens);
        }

        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
            grpc.MaxSendMessageSize = null; // answers are bounded by their own page and piece sizes
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
        services.AddIngest();
        AddQueries(services);
        AddDefinitions(services, options);
        AddScenarios(services, options);
        AddOperations(services);
        AddHealth(services);
        return services;
    }

    // Services are singletons: a call makes no object but its answer.
    private static void AddQueries(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<ClosedPartitions>();
        services.AddSingleton<Locator>();
        services.AddSingleton<AssetMapper>();
        services.AddSingleton<AssetReads>();
        services.AddSingleton<RequestWindow<Asset>>();
        services.AddSingleton<AssetUpdates>();
        services.AddSingleton<FigureReads>();
        services.AddSingleton<WatchPlaces>();
        services.AddSingleton<AssetWatches>();
        services.AddSingleton<PlantWatches>();
        services.AddSingleton<HistoryReads>();
        services.AddSingleton<AlarmCalls>();
        services.AddSingleton<TwinGrpcService>();
    }

    private static void AddDefinitions(IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<DefinitionApplication>();
        services.AddSingleton<DefinitionReads>();
        services.AddSingleton<RequestWindow<ApplyDefinitionResponse>>();
        services.AddSingleton<DefinitionGrpcService>();
        services.Configure<GrpcServiceOptions<DefinitionGrpcService>>(grpc => grpc.MaxReceiveMessageSize = options.MaxDefinitionBytes);
    }

    private static void AddScenarios(IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<RunStarts>();
        services.AddSingleton<RunReads>();
        services.AddSingleton<RunStreams>();
        services.AddSingleton<CutReads>();
        services.AddSingleton<RequestWindow<Run>>();
        services.AddSingleton<ScenarioGrpcService>();
        services.Configure<GrpcServiceOptions<ScenarioGrpcService>>(grpc => grpc.MaxReceiveMessageSize = options.MaxDefinitionBytes);
    }

    private static void AddOperations(IServiceCollection services)
    {
        services.AddSingleton<StatusReport>();
        services.AddSingleton<BackupStream>();
        services.AddSingleton<OperationsGrpcService>();
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddGrpcHealthChecks(grpc =>
            {
                Map(grpc, "", HealthTags.Ready);
                Map(grpc, TwinService.Descriptor.FullName, HealthTags.Ready);
                Map(grpc, DefinitionService.Descriptor.FullName, HealthTags.Ready);
                Map(grpc, ScenarioService.Descriptor.FullName, HealthTags.Ready);
                Map(grpc, TelemetryService.Descriptor.FullName, HealthTags.Ready, HealthTags.Ingest);
                Map(grpc, OperationsService.Descriptor.FullName, HealthTags.Live);
            })
            .AddCheck("live", () => HealthCheckResult.Healthy(), [HealthTags.Live])
            .Add(new HealthCheckRegistration("startup", p => new LifecycleHealthCheck(p.GetRequiredService<ServerLifecycle>(), isHealthyWhileDraining: true), null, [HealthTags.Startup]))
            .Add(new HealthCheckRegistration("ready", p => new LifecycleHealthCheck(p.GetRequiredService<ServerLifecycle>(), isHealthyWhileDraining: false), null, [HealthTags.Ready]))
            .Add(new HealthCheckRegistration("ingest", p => new IngestHealthCheck(p.GetRequiredService<ILogStore>()), null, [HealthTags.Ingest]));

        // Every check that fails is an error in the framework's log, every second, also while the server starts. Why it fails is logged where it happens.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.Zero;
            publisher.Period = HealthPeriod;
        });
    }

    private static void Map(GrpcHealthChecksOptions grpc, string service, params string[] tags) =>
        grpc.Services.Map(service, check => check.Tags.Any(tags.Contains));
}
