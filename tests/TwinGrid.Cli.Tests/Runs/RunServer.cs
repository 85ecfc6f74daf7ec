using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using TwinGrid.Client;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Grains;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing;
using TwinGrid.Testing.Plugins;
using TwinGrid.V1;
using Xunit;

[assembly: AssemblyFixture(typeof(TwinGrid.Cli.Tests.Runs.RunServer))]

namespace TwinGrid.Cli.Tests.Runs;

/// <summary>A whole server on loopback with one plant, a filler that has seven bottles before it. Shared: it takes a second.</summary>
public sealed class RunServer : IAsyncLifetime
{
    /// <summary>The plant's documents.</summary>
    public const string Plant = """
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: works}
        spec: {}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: filler}
        spec:
          signals:
            - {id: state, type: enumeration, symbols: {Stopped: 2, Execute: 6}}
            - {id: bottles, type: integer}
            - {id: made, type: integer}
          production: {stateSignal: state, stateClasses: {Execute: running, Stopped: idle}}
          behaviour:
            modules:
              - {id: infeed, module: buffer, parameters: {capacity: 20}}
              - {id: machine, module: machine, parameters: {service: {exponential: {mean: 30 s} } } }
              - {id: leaving, module: sink}
            connections: [{from: infeed.out, to: machine.in}, {from: machine.out, to: leaving.in}]
            live:
              - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle}}
              - {state: infeed.level, signal: bottles}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: line}
        spec: {assets: [{id: fill-1, type: filler}]}
        """;

    /// <summary>How many bottles the filler has made, from the plant as it is.</summary>
    public const string Live = """
        apiVersion: twingrid/v1
        kind: Scenario
        metadata: {name: what-is-there}
        spec:
          question: How many bottles come of what is there?
          plant: works
          start: live
          horizon: 2h
          replications: 4
          kpis: [{id: made, unit: "1", of: fill-1.machine.throughput.total, observed: {signal: fill-1.made, take: increase}}]
        """;

    private readonly TempDirectory data = new();
    private WebApplication? application;

    internal string Endpoint { get; private set; } = "";

    internal long NowNs => Nanoseconds.Now(TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEmbeddedStore(new EmbeddedStoreOptions
        {
            Directory = data.Path, Log = new EmbeddedLogOptions { Io = LogIo.Unsynced, SegmentBytes = 32 << 20, GroupBytes = 8 << 20, ReserveBytes = 0 },
        });
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0));
        builder.Services.AddTwinGrains(configureScenarios: scenarios => scenarios.Plugins = ExamplePlugin.Folder);
        builder.Services.AddTwinGridGateway(new GatewayOptions { Version = "1.2.3" });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        application = builder.Build();
        application.MapTwinGridGateway();
        await application.StartAsync();
        Endpoint = application.Urls.First();
        await application.Services.GetRequiredService<ServerLifecycle>().Serving;
        using var client = Connect();
        await client.Definitions.ApplyDefinitionAsync(new ApplyDefinitionRequest { Files = { new SourceFile { Path = "works.yaml", Content = Plant } } });
        await PublishAsync("state", NowNs - Nanoseconds.PerSecond, new Value { Enumeration = new EnumerationValue { Number = 6 } });
        await PublishAsync("bottles", NowNs - Nanoseconds.PerSecond, new Value { Integer = 7 });
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.StopAsync();
            await application.DisposeAsync();
        }

        data.Dispose();
    }

    internal Task<CliRun> RunAsync(params string[] args) => CliRun.RunAsync(["--endpoint", Endpoint, .. args]);

    internal TwinGridClient Connect() => new(new Uri(Endpoint));

    internal async Task PublishAsync(string signal, long timeNs, Value value)
    {
        using var client = Connect();
        await client.Telemetry.PublishAsync(new PublishRequest
        {
            Plant = "works", Producer = "test", RequestId = Guid.NewGuid().ToString("N"), Samples = { new PublishSample { Asset = "fill-1", Signal = signal, Time = timeNs, Value = value } },
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
