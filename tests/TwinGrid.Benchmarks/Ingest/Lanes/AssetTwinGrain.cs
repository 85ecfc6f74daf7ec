namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>See <see cref="IAssetTwinGrain"/>.</summary>
internal sealed class AssetTwinGrain : Grain, IAssetTwinGrain
{
    private readonly Twin twin = new();

    public ValueTask ApplyAsync(AssetSamples samples)
    {
        twin.Apply(samples);
        return ValueTask.CompletedTask;
    }
}
