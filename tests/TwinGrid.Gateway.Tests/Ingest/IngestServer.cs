using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Testing.Stores;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest;

/// <summary>The gateway on a loopback port, before real partitions on a log in memory. Clients are the generated ones.</summary>
internal sealed class IngestServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly GrpcChannel channel;
    private readonly List<Partition> partitions = [];

    private IngestServer(WebApplication application, MemoryLogStore log)
    {
        this.application = application;
        Log = log;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        channel = GrpcChannel.ForAddress(address);
        Client = new TelemetryService.TelemetryServiceClient(channel);
    }

    public TelemetryService.TelemetryServiceClient Client { get; }

    public MemoryLogStore Log { get; }

    public IServiceProvider Services => application.Services;

    public ServerLifecycle Lifecycle => Services.GetRequiredService<ServerLifecycle>();

    public IPartition Partition => partitions[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<IngestServer> StartAsync(PlantDefinition? plant = null, Action<IngestOptions>? configure = null, MemoryLogStore? store = null)
    {
        var log = store ?? new MemoryLogStore();
        var definition = plant ?? IngestPlant.Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<ILogStore>(log);
        builder.Services.AddSingleton<IPartitionDirectory, PartitionDirectory>();
        builder.Services.AddSingleton<IDefinitionCatalog>(new FixedCatalog(definition));
        builder.Services.AddTwinGridGateway(new GatewayOptions());
        builder.Services.Configure<IngestOptions>(options => configure?.Invoke(options));
        var application = builder.Build();
        application.MapTwinGridGateway();
        await application.StartAsync(Token);
        var server = new IngestServer(application, log);
        await server.OpenPartitionsAsync(definition);
        return server;
    }

    public async Task<IngestCall> OpenAsync(Open? open = null)
    {
        var call = await ConnectAsync(open);
        await call.ReadAsync(IngestResponse.MessageOneofCase.Opened);
        return call;
    }

    public async Task<IngestCall> ConnectAsync(Open? open = null)
    {
        var call = new IngestCall(Client.Ingest(cancellationToken: Token));
        try
        {
            await call.SendAsync(new IngestRequest { Open = open ?? new Open { Plant = IngestPlant.Id, Producer = "edge", Epoch = 1 } });
        }
        catch (RpcException)
        {
            // Refused before the first message was written: reading tells why.
        }

        return call;
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await application.StopAsync(Token);
        await application.DisposeAsync();
        foreach (var partition in partitions)
        {
            await partition.DisposeAsync();
        }
    }

    private async Task OpenPartitionsAsync(PlantDefinition plant)
    {
        var services = new PartitionServices(Log, new MemorySnapshotStore(), null, new PartitionOptions(), TimeProvider.System, NullLogger.Instance);
        for (var number = 0; number < plant.Partitions; number++)
        {
            var partition = await Grains.Partitions.Partition.OpenAsync(new PartitionKey(plant.Id, number), services, Token);
            await partition.ApplyDefinitionAsync(plant, 1, Token);
            partitions.Add(partition);
            Services.GetRequiredService<IPartitionDirectory>().Add(partition);
        }
    }
}
