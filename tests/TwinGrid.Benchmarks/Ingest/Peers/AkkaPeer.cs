using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using TwinGrid.Benchmarks.Ingest.Lanes;
using TwinGrid.Model.Samples;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>Akka.Cluster.Sharding on one node: an entity an asset, a message an asset; nothing is serialized.</summary>
internal sealed class AkkaPeer : IPeer
{
    private const string Settings = """
        akka {
          loglevel = WARNING
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster.sharding { remember-entities = off, state-store-mode = ddata, passivate-idle-entity-after = off, distributed-data.durable.keys = [] }
        }
        """;

    private readonly ActorSystem system;
    private readonly IActorRef region;

    private AkkaPeer(ActorSystem system, IActorRef region) => (this.system, this.region) = (system, region);

    public string Name => "akka";

    public static async Task<AkkaPeer> StartAsync(CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString(Settings).WithFallback(ClusterSharding.DefaultConfig()));
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress, cancellationToken);
        var sharding = ClusterSharding.Get(system);
        var region = await sharding.StartAsync("twin", _ => Props.Create(() => new TwinActor()), ClusterShardingSettings.Create(system), new Extractor());
        return new AkkaPeer(system, region);
    }

    public Task SendAsync(int message, CancellationToken cancellationToken)
    {
        var completion = new Completion(PeerMessage.Assets);
        var now = Nanoseconds.Now(TimeProvider.System);
        for (var i = 0; i < PeerMessage.Assets; i++)
        {
            region.Tell(new TwinUpdate(BenchPlant.AssetId((message * PeerMessage.Assets) + i), PeerMessage.ForAsset(now), completion), ActorRefs.NoSender);
        }

        return completion.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await system.Terminate();

    private sealed class TwinActor : ReceiveActor
    {
        private readonly Twin twin = new();

        public TwinActor() => Receive<TwinUpdate>(update =>
        {
            twin.Apply(update.Samples);
            update.Completion.Updated();
        });
    }

    private sealed class Extractor() : HashCodeMessageExtractor(100)
    {
        public override string? EntityId(object message) => (message as TwinUpdate)?.Asset;
    }
}
