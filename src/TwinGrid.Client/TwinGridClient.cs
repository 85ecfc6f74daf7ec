using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using TwinGrid.Client.Resilience;
using TwinGrid.V1;

namespace TwinGrid.Client;

/// <summary>
/// Connection to a TwinGrid server: the generated clients of all its services over one channel, with deadlines and retries. Thread-safe;
/// keep one for the life of the process. Streams of telemetry: <see cref="Ingest.IngestProducer"/>.
/// </summary>
public sealed class TwinGridClient : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> others = new(StringComparer.Ordinal);
    private readonly GrpcChannel channel;

    /// <summary>Connects lazily, at the first call.</summary>
    /// <param name="endpoint">E.g. <c>http://127.0.0.1:5080</c>; <c>http</c> is cleartext HTTP/2.</param>
    /// <param name="options">Null = the defaults.</param>
    public TwinGridClient(Uri endpoint, TwinGridClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{endpoint}' is no endpoint; expected http://host:port or https://host:port.", nameof(endpoint));
        }

        Endpoint = endpoint;
        Options = options ?? new TwinGridClientOptions();
        channel = Connect(endpoint);
        var invoker = Authorized(channel).Intercept(new RetryInterceptor(Options));
        Telemetry = new TelemetryService.TelemetryServiceClient(invoker);
        Twins = new TwinService.TwinServiceClient(invoker);
        Definitions = new DefinitionService.DefinitionServiceClient(invoker);
        Scenarios = new ScenarioService.ScenarioServiceClient(invoker);
        Operations = new OperationsService.OperationsServiceClient(invoker);
    }

    /// <summary>Where it connects to.</summary>
    public Uri Endpoint { get; }

    /// <summary>What it was made with.</summary>
    public TwinGridClientOptions Options { get; }

    /// <summary>Publish, producers. For streams take <see cref="Ingest.IngestProducer"/>.</summary>
    public TelemetryService.TelemetryServiceClient Telemetry { get; }

    /// <summary>Assets, lines, plants, history, watches, alarms.</summary>
    public TwinService.TwinServiceClient Twins { get; }

    /// <summary>Plant definitions.</summary>
    public DefinitionService.DefinitionServiceClient Definitions { get; }

    /// <summary>Runs of scenarios and experiments. To wait for one, or to fetch its files: <see cref="Client.Scenarios.ScenarioClient"/>.</summary>
    public ScenarioService.ScenarioServiceClient Scenarios { get; }

    /// <summary>Status and backup.</summary>
    public OperationsService.OperationsServiceClient Operations { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        channel.Dispose();
        foreach (var other in others.Values)
        {
            other.Dispose();
        }
    }

    /// <summary>Calls to the endpoint, or to the owner of a partition elsewhere; without retries.</summary>
    internal CallInvoker Invoker(string address) =>
        Authorized(address.Length == 0 ? channel : others.GetOrAdd(address, text => Connect(new Uri(text))));

    private CallInvoker Authorized(GrpcChannel to) =>
        Options.BearerToken is not { Length: > 0 } token
            ? to.CreateCallInvoker()
            : to.Intercept(metadata =>
            {
                metadata.Add("authorization", $"Bearer {token}");
                return metadata;
            });

    private GrpcChannel Connect(Uri endpoint) => GrpcChannel.ForAddress(endpoint, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = Options.MaxReceiveBytes,
        MaxSendMessageSize = null,
        // Back-off is the caller's: the channel's own, up to two minutes, would outlast a server's restart.
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
        MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        },
        DisposeHttpClient = true,
    });
}
