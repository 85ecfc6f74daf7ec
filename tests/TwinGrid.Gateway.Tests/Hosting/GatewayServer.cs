using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Grains;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Modules;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing;
using TwinGrid.Testing.Models;
using TwinGrid.V1;
using Xunit;

[assembly: AssemblyFixture(typeof(TwinGrid.Gateway.Tests.Hosting.GatewayServer))]

namespace TwinGrid.Gateway.Tests.Hosting;

/// <summary>A whole server on loopback: embedded store in a directory of its own, silo, partitions, gateway on Kestrel. Shared: it takes a second.</summary>
public sealed class GatewayServer : IAsyncLifetime
{
    private readonly TempDirectory data = new();
    private WebApplication? application;
    private GrpcChannel? channel;
    private string http = "";

    internal ShiftedTime Time { get; } = new();

    internal IServiceProvider Services => application!.Services;

    internal TwinService.TwinServiceClient Twins => new(channel);

    internal DefinitionService.DefinitionServiceClient Definitions => new(channel);

    internal TelemetryService.TelemetryServiceClient Telemetry => new(channel);

    internal OperationsService.OperationsServiceClient Operations => new(channel);

    internal ScenarioService.ScenarioServiceClient Scenarios => new(channel);

    internal GrpcChannel Channel => channel!;

    internal static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal long NowNs => Nanoseconds.Now(Time);

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        foreach (var plant in new[] { TestPlants.Mill, TestPlants.Annex })
        {
            await Definitions.ApplyDefinitionAsync(TestPlants.Request(plant));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        data.Dispose();
    }

    internal async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddEmbeddedStore(new EmbeddedStoreOptions
        {
            Directory = data.Path,
            Log = new EmbeddedLogOptions { Io = LogIo.Unsynced, SegmentBytes = 32 << 20, GroupBytes = 8 << 20, ReserveBytes = 0 },
        });
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0));
        builder.Services.AddSingleton(BuiltInModules.Catalog.With(new TestStation()));
        builder.Services.AddTwinGrains();
        builder.Services.AddTwinGridGateway(new GatewayOptions { Version = "1.2.3", MaxWatches = 8, MaxHistoryReads = 8 });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        application = builder.Build();
        application.MapTwinGridGateway();
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        channel = GrpcChannel.ForAddress(addresses[0]);
        http = addresses[1];
        await WaitUntilAsync(() => Services.GetRequiredService<ServerLifecycle>().State == ServerState.Serving);
    }

    internal async Task StopAsync()
    {
        channel?.Dispose();
        if (application is not null)
        {
            await application.StopAsync();
            await application.DisposeAsync();
        }
    }

    internal async Task<HttpStatusCode> GetHttpAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(http) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return response.StatusCode;
    }

    /// <summary>Commits samples of one asset through the API; returns the token of the ack.</summary>
    internal async Task<string> PublishAsync(string plant, string asset, params (string Signal, long TimeNs, Value Value)[] samples)
    {
        var request = new PublishRequest { Plant = plant, Producer = "test", RequestId = Guid.NewGuid().ToString("N") };
        foreach (var (signal, time, value) in samples)
        {
            request.Samples.Add(new PublishSample { Asset = asset, Signal = signal, Time = time, Value = value });
        }

        var response = await Telemetry.PublishAsync(request, cancellationToken: Cancelled);
        Assert.True((ulong)samples.Length == response.AcceptedSamples, $"accepted {response.AcceptedSamples} of {samples.Length}: {response.Result}");
        return response.Token;
    }

    /// <summary>Waits for a state that something else brings about; looks again every few milliseconds.</summary>
    internal static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
