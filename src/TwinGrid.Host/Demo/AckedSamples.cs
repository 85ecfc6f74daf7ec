using Grpc.Core;
using TwinGrid.Client;
using TwinGrid.Connectors.Emulation;
using TwinGrid.V1;

namespace TwinGrid.Host.Demo;

/// <summary>Reads back, through the client, how many of the samples that were acked are there.</summary>
internal static class AckedSamples
{
    /// <summary>Series that one call may ask for.</summary>
    private const int SeriesPerCall = 100;

    /// <summary>Acked samples that history does not give back.</summary>
    public static async Task<long> CountUnreadableAsync(TwinGridClient client, EmulationSummary summary, CancellationToken cancellationToken)
    {
        long readable = 0;
        foreach (var series in summary.Series.Chunk(SeriesPerCall))
        {
            readable += await CountAsync(client, series, summary.Tokens, cancellationToken);
        }

        return Math.Max(0, summary.Acked - readable);
    }

    private static async Task<long> CountAsync(
        TwinGridClient client, SeriesCount[] series, IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        var request = new ReadHistoryRequest
        {
            From = series.Min(one => one.FirstTime),
            To = series.Max(one => one.LastTime) + 1,
            Aggregations = { Aggregation.Count },
            Read = new ReadOptions { AtLeast = tokens.Count > 0 ? tokens[^1] : "" },
        };
        request.Series.AddRange(series.Select(one => new HistorySeries { Asset = one.Asset, Signal = one.Signal }));
        using var call = client.Twins.ReadHistory(request, cancellationToken: cancellationToken);
        var count = 0.0;
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            count += piece.Windows.Sum(window => window.Value.Sum());
        }

        return (long)count;
    }
}
