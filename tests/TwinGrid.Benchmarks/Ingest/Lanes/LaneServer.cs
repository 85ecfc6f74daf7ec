using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Benchmarks.Query;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Grains;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Simulation.Modules;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing.Models;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>A child process that serves one lane until its standard input closes.</summary>
internal static class LaneServer
{
    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        // No watching of settings files: it would watch the whole working directory, and that is noise in what is measured.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var map = Configure(builder, options);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync(cancellationToken);
        await (app.Services.GetService<BenchCatalog>()?.Opened ?? Task.CompletedTask);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { grpc = address }));
        await Console.In.ReadToEndAsync(cancellationToken);
        await app.StopAsync(cancellationToken);
        return 0;
    }

    private static Action<WebApplication> Configure(WebApplicationBuilder builder, BenchmarkOptions options)
    {
        switch (options.Lane)
        {
            case "raw":
                builder.Services.AddGrpc();
                return app =>
                {
                    app.MapGrpcService<RawEndpoint>();
                    app.MapGrpcService<EmptyTwinEndpoint>();
                };
            case "grain":
                builder.Services.AddGrpc();
                builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), 0));
                return app => app.MapGrpcService<GrainPerAssetEndpoint>();
            case "memory" or "unsynced" or "durable" or "indexed":
                AddTwins(builder.Services, options);
                return app => app.MapTwinGridGateway();
            case "query" or "scenarios":
                builder.Services.AddSingleton(BuiltInModules.Catalog.With(new TestStation()));
                AddTwins(builder.Services, options);
                builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), 0));
                return app => app.MapTwinGridGateway();
            default:
                throw new ArgumentException($"'{options.Lane}' is no lane; allowed: raw, grain, memory, unsynced, durable, indexed, query, scenarios.");
        }
    }

    private static void AddTwins(IServiceCollection services, BenchmarkOptions options)
    {
        var io = options.Lane is "memory" or "unsynced" or "query" ? LogIo.Unsynced : LogIo.Auto;
        services.AddEmbeddedStore(new EmbeddedStoreOptions { Directory = options.Data!, Log = new EmbeddedLogOptions { Io = io } });
        if (options.Lane == "memory")
        {
            services.AddSingleton<ILogStore, NullLogStore>();
        }

        services.AddTwinGrains();
        if (options.Lane is not ("query" or "scenarios"))
        {
            // These lanes have no silo that runs could go on in.
            services.Remove(services.Single(service => service.ImplementationType == typeof(RunResumer)));
        }

        services.AddTwinGridGateway(new GatewayOptions());
        services.AddSingleton(new BenchPlantOptions(options.Assets, options.Lane == "indexed"));
        services.AddSingleton<BenchCatalog>();
        services.AddSingleton<IDefinitionCatalog>(provider => provider.GetRequiredService<BenchCatalog>());
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
