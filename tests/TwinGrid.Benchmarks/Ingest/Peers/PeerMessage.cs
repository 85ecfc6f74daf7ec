using TwinGrid.Benchmarks.Ingest.Lanes;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>The messages that all peers get: message m goes to assets 50 m to 50 m + 49.</summary>
internal static class PeerMessage
{
    public const int Assets = 50;
    public const int Signals = 2;
    public const int RunLength = 10;
    public const int Messages = 200;
    public const int Samples = Assets * Signals * RunLength;

    /// <summary>What one asset gets: the columns that a batch brings, cut out for it.</summary>
    public static AssetSamples ForAsset(long newestNs)
    {
        var signals = new int[Signals * RunLength];
        var times = new long[signals.Length];
        var values = new double[signals.Length];
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = i / RunLength;
            times[i] = newestNs - ((RunLength - 1 - (i % RunLength)) * 1_000_000L);
            values[i] = 20 + (i * 0.25);
        }

        return new AssetSamples(signals, times, values);
    }
}
