using Orleans.Concurrency;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>The design that TwinGrid does not have: one grain an asset, one call an asset a message. Kept to measure what that would cost.</summary>
[Alias("twingrid.benchmarks.IAssetTwinGrain")]
internal interface IAssetTwinGrain : IGrainWithIntegerKey
{
    [Alias("Apply")]
    ValueTask ApplyAsync([Immutable] AssetSamples samples);
}

/// <summary>Samples of one asset in one message.</summary>
[GenerateSerializer]
[Alias("twingrid.benchmarks.AssetSamples")]
[Immutable]
internal sealed class AssetSamples(int[] signals, long[] times, double[] values)
{
    [Id(0)]
    public int[] Signals { get; } = signals;

    [Id(1)]
    public long[] Times { get; } = times;

    [Id(2)]
    public double[] Values { get; } = values;
}
