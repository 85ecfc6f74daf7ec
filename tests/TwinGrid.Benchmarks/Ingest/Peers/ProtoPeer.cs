using Proto;
using Proto.Cluster;
using Proto.Cluster.SingleNode;
using Proto.Remote;
using Proto.Remote.GrpcNet;
using TwinGrid.Benchmarks.Ingest.Lanes;
using TwinGrid.Model.Samples;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>Proto.Cluster on one node: a virtual actor an asset, a message an asset; nothing is serialized.</summary>
internal sealed class ProtoPeer : IPeer
{
    private const string Kind = "twin";

    private readonly ActorSystem system;

    private ProtoPeer(ActorSystem system) => this.system = system;

    public string Name => "proto";

    public static async Task<ProtoPeer> StartAsync()
    {
        var system = new ActorSystem()
            .WithRemote(RemoteConfig.BindToLocalhost())
            .WithCluster(ClusterConfig.Setup("bench", new SingleNodeProvider(), new SingleNodeLookup()).WithClusterKind(Kind, Props.FromProducer(() => new TwinActor())));
        await system.Cluster().StartMemberAsync();
        return new ProtoPeer(system);
    }

    public Task SendAsync(int message, CancellationToken cancellationToken)
    {
        var now = Nanoseconds.Now(TimeProvider.System);
        var calls = new Task[PeerMessage.Assets];
        for (var i = 0; i < calls.Length; i++)
        {
            var asset = BenchPlant.AssetId((message * PeerMessage.Assets) + i);
            calls[i] = system.Cluster().RequestAsync<object>(asset, Kind, PeerMessage.ForAsset(now), cancellationToken);
        }

        return Task.WhenAll(calls);
    }

    public async ValueTask DisposeAsync() => await system.Cluster().ShutdownAsync();

    private sealed class TwinActor : IActor
    {
        private static readonly object Done = new();

        private readonly Twin twin = new();

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is AssetSamples samples)
            {
                twin.Apply(samples);
                context.Respond(Done);
            }

            return Task.CompletedTask;
        }
    }
}
