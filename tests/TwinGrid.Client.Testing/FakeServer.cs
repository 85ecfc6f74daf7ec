using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwinGrid.Client.Testing;

/// <summary>A scripted server on loopback that speaks the real wire protocol. It can die and come back on the same port over the same store.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private WebApplication? host;

    private FakeServer(FakeStore store, FakeScript script)
    {
        Store = store;
        Script = script;
    }

    /// <summary>Its disk.</summary>
    public FakeStore Store { get; }

    /// <summary>What it does.</summary>
    public FakeScript Script { get; }

    /// <summary>Its port, the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeServer> StartAsync(FakeStore? store = null, FakeScript? script = null)
    {
        var server = new FakeServer(store ?? new FakeStore(), script ?? new FakeScript());
        await server.ListenAsync();
        return server;
    }

    /// <summary>Ends all connections at once, answers nothing more.</summary>
    public async Task KillAsync()
    {
        if (host is { } running)
        {
            host = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await running.StopAsync(now.Token);
            await running.DisposeAsync();
        }
    }

    /// <summary>Comes back on the same port.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await ListenAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton(Script);
        var app = builder.Build();
        app.MapGrpcService<FakeTelemetry>();
        app.MapGrpcService<FakeTwins>();
        app.MapGrpcService<FakeDefinitions>();
        app.MapGrpcService<FakeScenarios>();
        app.MapGrpcService<FakeOperations>();
        await app.StartAsync();
        Port = new Uri(app.Urls.First()).Port;
        host = app;
    }
}
