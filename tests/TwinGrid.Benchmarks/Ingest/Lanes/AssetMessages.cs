using TwinGrid.Contracts.Ingest;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>Splits a batch into one message an asset, as the actor lanes need it.</summary>
internal static class AssetMessages
{
    /// <summary>Messages by asset, in the order of the batch.</summary>
    /// <param name="batch">Decoded; its series are handles.</param>
    /// <param name="locate">Asset and signal of a handle.</param>
    public static List<(int Asset, AssetSamples Samples)> Split(SampleBatch batch, Func<uint, (int Asset, int Signal)> locate)
    {
        var messages = new List<(int, AssetSamples)>();
        var sample = 0;
        for (var k = 0; k < batch.Runs;)
        {
            var asset = locate(batch.RunSeries[k]).Asset;
            var (end, length) = (k, 0);
            while (end < batch.Runs && locate(batch.RunSeries[end]).Asset == asset)
            {
                length += batch.RunLength[end++];
            }

            var signals = new int[length];
            for (var at = 0; k < end; at += batch.RunLength[k++])
            {
                signals.AsSpan(at, batch.RunLength[k]).Fill(locate(batch.RunSeries[k]).Signal);
            }

            messages.Add((asset, new AssetSamples(signals, batch.Times.AsSpan(sample, length).ToArray(), batch.Values.AsSpan(sample, length).ToArray())));
            sample += length;
        }

        return messages;
    }
}
