using TwinGrid.Client;
using TwinGrid.Client.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Connectors.Emulation;

/// <summary>
/// Stands for a plant's own systems: a small, seeded model of its line runs in real time, and a gateway for each area sends what it reads
/// through the ordinary client. Built from the applied definition, so assets and signals that are added there are emulated too.
/// </summary>
public sealed class PlantEmulator
{
    /// <summary>Label that says which gateway an asset is wired to.</summary>
    private const string AreaLabel = "area";

    /// <summary>Longest step of the model; a late timer makes several.</summary>
    private const double LongestStepSeconds = 0.5;

    /// <summary>Time that the model has run before the first reading, so that nothing starts from rest.</summary>
    private const double WarmUpSeconds = 20;

    private readonly TwinGridClient client;
    private readonly PlantEmulatorOptions options;
    private readonly TimeProvider clock;
    private readonly LatencyHistogram latency = new();

    /// <summary>Prepares an emulator; nothing is sent before <see cref="RunAsync"/>.</summary>
    public PlantEmulator(TwinGridClient client, PlantEmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Interval, TimeSpan.FromMilliseconds(1), nameof(options));
        this.client = client;
        this.options = options;
        clock = client.Options.TimeProvider;
    }

    /// <summary>Emulates until the token is cancelled, then waits for the last acks.</summary>
    /// <param name="stop">Ends the emulation.</param>
    /// <param name="abort">Ends the waiting for the last acks too.</param>
    /// <exception cref="Grpc.Core.RpcException">The plant is not there.</exception>
    /// <exception cref="IngestException">A gateway was refused.</exception>
    public async Task<EmulationSummary> RunAsync(CancellationToken stop, CancellationToken abort = default)
    {
        var definition = await client.Definitions.GetDefinitionAsync(new GetDefinitionRequest { Plant = options.Plant }, cancellationToken: abort);
        var sketch = PlantSketchReader.Read(options.Plant, definition.Files.Select(file => file.Content));
        var plant = new EmulatedPlant(sketch, options.Seed);
        Step(plant, WarmUpSeconds);
        var gateways = plant.Assets.GroupBy(asset => Gateway(asset.Sketch)).Select(group => Open(group.Key, sketch, group)).ToList();
        try
        {
            await EmulateAsync(plant, gateways, stop, abort);
            foreach (var gateway in gateways)
            {
                await gateway.Producer.FlushAsync(abort);
            }

            return Summarize(plant, gateways);
        }
        finally
        {
            foreach (var gateway in gateways)
            {
                await gateway.Producer.DisposeAsync();
            }
        }
    }

    private async Task EmulateAsync(EmulatedPlant plant, List<PlantGateway> gateways, CancellationToken stop, CancellationToken abort)
    {
        using var timer = new PeriodicTimer(options.Interval, clock);
        var last = clock.GetTimestamp();
        while (await TickAsync(timer, stop))
        {
            var now = clock.GetTimestamp();
            Step(plant, clock.GetElapsedTime(last, now).TotalSeconds);
            last = now;
            var time = Timestamp.Now(clock);
            foreach (var gateway in gateways)
            {
                await gateway.ReadAsync(time, abort);
            }
        }
    }

    private PlantGateway Open(string name, PlantSketch sketch, IEnumerable<EmulatedAsset> assets) => new(
        IngestProducer.Start(client, new IngestProducerOptions
        {
            Plant = options.Plant,
            Producer = name,
            Durability = options.Durability,
            OnDecided = decision => latency.Add(decision.Latency),
            OnLane = notice => options.OnLane?.Invoke(name, notice),
        }),
        sketch,
        assets);

    private EmulationSummary Summarize(EmulatedPlant plant, List<PlantGateway> gateways)
    {
        var statistics = gateways.Select(gateway => gateway.Producer.Statistics).ToList();
        return new EmulationSummary(
            statistics.Sum(one => one.AckedSamples),
            statistics.SelectMany(one => one.RejectedSamples).GroupBy(rejected => rejected.Key).ToDictionary(group => group.Key, group => group.Sum(rejected => rejected.Value)),
            plant.Assets.Count,
            latency.Quantile(0.5),
            latency.Quantile(0.99),
            [.. gateways.SelectMany(gateway => gateway.Producer.Tokens)],
            [.. gateways.SelectMany(gateway => gateway.Series)]);
    }

    private static string Gateway(AssetSketch asset) =>
        asset.Labels.TryGetValue(AreaLabel, out var area) ? $"{asset.Line}-{area}-gateway" : $"{asset.Line}-gateway";

    private static void Step(EmulatedPlant plant, double seconds)
    {
        for (var left = seconds; left > 0; left -= LongestStepSeconds)
        {
            plant.Step(Math.Min(left, LongestStepSeconds));
        }
    }

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
