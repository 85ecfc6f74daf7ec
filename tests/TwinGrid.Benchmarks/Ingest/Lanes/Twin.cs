namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>What the actor lanes do with a sample: the checks and the state that a slot of the live table has, one object an asset.</summary>
internal sealed class Twin
{
    private readonly double[] values = new double[BenchPlant.Signals];
    private readonly long[] times = new long[BenchPlant.Signals];
    private readonly uint[] qualities = new uint[BenchPlant.Signals];
    private readonly long[] counts = new long[BenchPlant.Signals];

    /// <summary>Samples refused.</summary>
    public long Rejected { get; private set; }

    public void Apply(AssetSamples samples)
    {
        for (var i = 0; i < samples.Signals.Length; i++)
        {
            var signal = samples.Signals[i];
            var value = samples.Values[i];
            if (!double.IsFinite(value))
            {
                Rejected++;
                continue;
            }

            counts[signal]++;
            if (samples.Times[i] >= times[signal])
            {
                times[signal] = samples.Times[i];
                values[signal] = value;
                qualities[signal] = value is < -50 or > 500 ? Model.Samples.Quality.UncertainEngineeringUnitsExceeded : Model.Samples.Quality.Good;
            }
        }
    }
}
