using System.Diagnostics;
using Grpc.Net.Client;
using TwinGrid.Benchmarks.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Query;

/// <summary>Callers that each wait for their answer before they ask again, for assets at random.</summary>
internal sealed class ReadLoad : IDisposable
{
    private readonly GrpcChannel channel;
    private readonly string[] names;
    private readonly int callers;

    public ReadLoad(Uri address, int assets, int callers)
    {
        channel = GrpcChannel.ForAddress(address);
        names = [.. Enumerable.Range(0, assets).Select(number => $"plants/bench/lines/line/assets/{BenchPlant.AssetId(number)}")];
        this.callers = callers;
    }

    /// <summary>Reads for so long; returns the latencies in milliseconds, ascending.</summary>
    public async Task<double[]> RunAsync(TimeSpan duration, int seed, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => CallAsync(duration, new Random(seed + caller), cancellationToken)));
        return [.. all.SelectMany(latencies => latencies).Order()];
    }

    public void Dispose() => channel.Dispose();

    private async Task<List<double>> CallAsync(TimeSpan duration, Random random, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var client = new TwinService.TwinServiceClient(channel);
        var latencies = new List<double>(1 << 16);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var request = new GetAssetRequest { Name = names[random.Next(names.Length)] };
            var sent = Stopwatch.GetTimestamp();
            await client.GetAssetAsync(request, cancellationToken: cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }
}
