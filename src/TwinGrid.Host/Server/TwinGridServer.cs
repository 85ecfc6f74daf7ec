using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Grains;
using TwinGrid.Host.Options;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Host.Server;

/// <summary>Store, silo and gateway in one process.</summary>
internal sealed class TwinGridServer : IAsyncDisposable
{
    private static readonly string Version = typeof(TwinGridServer).Assembly.GetName().Version!.ToString(3);

    private readonly WebApplication application;

    private TwinGridServer(WebApplication application)
    {
        this.application = application;
        // In the order in which KestrelSetup listens.
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (GrpcAddress, HttpAddress) = (addresses[0], addresses[1]);
    }

    /// <summary>Where gRPC is, e.g. <c>http://127.0.0.1:5080</c>.</summary>
    public string GrpcAddress { get; }

    /// <summary>Where health, metrics and pages are.</summary>
    public string HttpAddress { get; }

    /// <summary>Returns once the server listens; it is ready when <c>/health/ready</c> answers 200.</summary>
    public static async Task<TwinGridServer> StartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            // Settings come from flags: nothing has to be watched for changes.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders().SetMinimumLevel(options.LogLevel).AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Not ready yet is an answer, not a failure.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // Standard output belongs to the address line and to results.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.AddEmbeddedStore(new EmbeddedStoreOptions { Directory = options.DataDirectory, Log = new EmbeddedLogOptions { Io = options.Durability == Durability.PowerLoss ? LogIo.Auto : LogIo.Unsynced } });
        builder.UseOrleans(SiloSetup.Configure);
        builder.Services.AddTwinGrains(configureScenarios: scenarios => (scenarios.Workers, scenarios.Plugins) = (options.ScenarioWorkers, options.PluginDirectory));
        builder.Services.AddTwinGridGateway(new GatewayOptions { Version = Version, CallerTokensFile = options.CallerTokensFile });
        KestrelSetup.Configure(builder, options);
        TelemetrySetup.Configure(builder);

        var application = builder.Build();
        application.MapTwinGridGateway();
        application.MapPrometheusScrapingEndpoint();
        try
        {
            // A directory in use, or a store that can't be opened, is told here, before anything else starts.
            application.Services.GetRequiredService<ILogStore>();
            application.Services.GetRequiredService<IDocumentStore>();
            await application.StartAsync(cancellationToken);
            return new TwinGridServer(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cancelled when the process is told to stop.</summary>
    public CancellationToken Stopping => application.Lifetime.ApplicationStopping;

    /// <summary>Waits until all stored plants are open.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        application.Services.GetRequiredService<ServerLifecycle>().Serving.WaitAsync(cancellationToken);

    /// <summary>Waits until the process is told to stop, and the drain is over.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Drains and stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
