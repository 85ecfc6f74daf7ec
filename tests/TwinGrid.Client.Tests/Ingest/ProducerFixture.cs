using TwinGrid.Client.Ingest;
using TwinGrid.Client.Testing;

namespace TwinGrid.Client.Tests.Ingest;

/// <summary>A fake server with a producer on it, and a deadline for everything.</summary>
internal sealed class ProducerFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
    private readonly List<BatchDecision> decisions = [];
    private TwinGridClient? client;

    public required FakeServer Server { get; init; }

    public CancellationToken Token => deadline.Token;

    public IReadOnlyList<BatchDecision> Decisions
    {
        get
        {
            lock (decisions)
            {
                return [.. decisions];
            }
        }
    }

    public static async Task<ProducerFixture> StartAsync() => new() { Server = await FakeServer.StartAsync() };

    public IngestProducer Producer(Func<IngestProducerOptions, IngestProducerOptions>? change = null)
    {
        client ??= new TwinGridClient(Server.Endpoint);
        var options = new IngestProducerOptions
        {
            Plant = "plant",
            Producer = "gateway",
            Seed = 1,
            ReconnectDelay = TimeSpan.FromMilliseconds(2),
            MaxReconnectDelay = TimeSpan.FromMilliseconds(20),
            OnDecided = decision =>
            {
                lock (decisions)
                {
                    decisions.Add(decision);
                }
            },
        };
        return IngestProducer.Start(client, change?.Invoke(options) ?? options);
    }

    /// <summary>Sends batches of three samples whose values count up from <paramref name="first"/>.</summary>
    public async Task SendAsync(IngestProducer producer, int batches, int first = 0, string signal = "speed")
    {
        var series = producer.Declare(new SeriesDescription("pump-1", signal));
        var columns = new SampleColumns();
        for (var batch = 0; batch < batches; batch++)
        {
            columns.Clear();
            for (var i = 0; i < 3; i++)
            {
                var n = first + (batch * 3) + i;
                columns.Add(series, n * 1_000L, n);
            }

            await producer.SendAsync(columns, Token);
        }
    }

    /// <summary>Values in the order of their commit.</summary>
    public IEnumerable<double> Stored => Server.Store.Samples("gateway").Select(sample => sample.Value);

    public static IEnumerable<double> Count(int batches, int first = 0) => Enumerable.Range(first, batches * 3).Select(n => (double)n);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await Server.DisposeAsync();
        deadline.Dispose();
    }
}
