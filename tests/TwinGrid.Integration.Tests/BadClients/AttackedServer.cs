using Grpc.Net.Client;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>One server for all attacks: it has to outlive them.</summary>
public sealed class AttackedServer : IAsyncLifetime
{
    public const string Plant = "target";

    /// <summary>What the server may hold after any attack: an idle one takes about 150 MB, ingest may buffer 512 MiB.</summary>
    private const long MaxResidentBytes = 1L << 30;

    private const string Yaml =
        """
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: { name: rig }
        spec:
          signals:
            - { id: speed, type: number, unit: m/s }
            - { id: count, type: integer, unit: "1" }
            - { id: open, type: boolean }
            - { id: note, type: string }
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: { name: bench }
        spec:
          assets:
            - { id: rig-1, type: rig }
            - { id: rig-2, type: rig }
        ---
        apiVersion: twingrid/v1
        kind: Plant
        metadata: { name: target }
        spec: {}
        """;

    private readonly TempDirectory directory = new();
    private ServerProcess? server;
    private GrpcChannel? channel;
    private ulong probes;
    private int logSeen;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal ServerProcess Process => server!;

    internal GrpcChannel Channel => channel!;

    internal TwinService.TwinServiceClient Twins => new(channel);

    internal DefinitionService.DefinitionServiceClient Definitions => new(channel);

    internal TelemetryService.TelemetryServiceClient Telemetry => new(channel);

    internal OperationsService.OperationsServiceClient Operations => new(channel);

    internal static long NowNs => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token, "--durability", "process-crash", "--log-level", "warning");
        channel = Connect();
        var request = new ApplyDefinitionRequest { Files = { new SourceFile { Path = "target.yaml", Content = Yaml } } };
        await Definitions.ApplyDefinitionAsync(request, cancellationToken: Token);
    }

    /// <summary>A connection of its own.</summary>
    internal GrpcChannel Connect() => GrpcChannel.ForAddress(server!.Grpc, new GrpcChannelOptions { MaxReceiveMessageSize = null });

    /// <summary>Whether it still serves everyone else, within its bound of memory and without a defect in its log.</summary>
    internal async Task CheckAsync()
    {
        var value = (double)++probes;
        var deadline = DateTimeOffset.UnixEpoch.AddMilliseconds(NowNs / 1_000_000).AddSeconds(15).UtcDateTime;
        var published = await Telemetry.PublishAsync(
            new PublishRequest
            {
                Plant = Plant, Producer = "probe", RequestId = $"probe-{value}",
                Samples = { new PublishSample { Asset = "rig-2", Signal = "speed", Time = NowNs, Value = new Value { Number = value } } },
            },
            deadline: deadline, cancellationToken: Token);
        Assert.Equal(1UL, published.AcceptedSamples);
        var asset = await Twins.GetAssetAsync(
            new GetAssetRequest { Name = "rig-2", Signals = { "speed" }, Read = new ReadOptions { AtLeast = published.Token } }, deadline: deadline, cancellationToken: Token);
        Assert.Equal(value, asset.Signals[0].Value.Number);
        Assert.InRange(server!.ResidentBytes, 1, MaxResidentBytes);
        var log = server.Errors;
        var news = log[logSeen..];
        logSeen = log.Length;
        Assert.False(news.Contains("failed unexpectedly", StringComparison.Ordinal), news);
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        directory.Dispose();
    }
}
