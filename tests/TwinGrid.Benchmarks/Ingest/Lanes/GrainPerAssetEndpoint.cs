using TwinGrid.Contracts.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>Sends one Orleans call an asset for each batch and acks when all have answered. Nothing is made durable. One object a stream.</summary>
internal sealed class GrainPerAssetEndpoint(IGrainFactory grains) : RawEndpoint
{
    private readonly Dictionary<int, IAssetTwinGrain> references = [];
    private (int Asset, int Signal)[] handles = [];

    protected override async ValueTask ApplyAsync(SampleBatch batch)
    {
        var calls = new List<Task>();
        foreach (var (asset, samples) in AssetMessages.Split(batch, handle => handles[handle]))
        {
            if (!references.TryGetValue(asset, out var grain))
            {
                references.Add(asset, grain = grains.GetGrain<IAssetTwinGrain>(asset));
            }

            var call = grain.ApplyAsync(samples);
            if (!call.IsCompletedSuccessfully)
            {
                calls.Add(call.AsTask());
            }
        }

        await Task.WhenAll(calls);
    }

    protected override Declared Declare(DeclareSeries declare)
    {
        Array.Resize(ref handles, Math.Max(handles.Length, (int)declare.Series.Max(series => series.Handle) + 1));
        foreach (var series in declare.Series)
        {
            handles[series.Handle] = (BenchPlant.AssetNumber(series.Asset), BenchPlant.SignalNumber(series.Signal));
        }

        return base.Declare(declare);
    }
}
