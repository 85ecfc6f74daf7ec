using System.Runtime.CompilerServices;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Queries;

/// <summary>One recorded sample.</summary>
/// <param name="Series">Index of its series in the request.</param>
/// <param name="Time">Source time, ns since 1970 UTC.</param>
/// <param name="Value">NaN where absent.</param>
/// <param name="Text">Of string series; null for others.</param>
/// <param name="Quality">OPC UA status code.</param>
/// <param name="CommitIndex">Its place in the commit order.</param>
public readonly record struct HistorySample(int Series, long Time, double Value, string? Text, uint Quality, ulong CommitIndex);

/// <summary>One window of an aggregated read.</summary>
/// <param name="Series">Index of its series in the request.</param>
/// <param name="Start">Start of the window, ns since 1970 UTC.</param>
/// <param name="Values">One an aggregation of the request, in its order; NaN where the window holds no good or uncertain sample.</param>
public readonly record struct HistoryWindow(int Series, long Start, IReadOnlyList<double> Values);

/// <summary>History as sequences.</summary>
public static class HistoryQueries
{
    /// <summary>Samples of the request's series, series by series, ascending in time.</summary>
    /// <exception cref="RpcException">The server refused, or the stream broke: what came before is valid.</exception>
    public static async IAsyncEnumerable<HistorySample> ReadSamplesAsync(
        this TwinGridClient client, ReadHistoryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var call = client.Twins.ReadHistory(request, cancellationToken: cancellationToken);
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            for (var i = 0; i < piece.Time.Count; i++)
            {
                yield return new HistorySample(
                    (int)piece.SeriesIndex, piece.Time[i], piece.Value.Count == 0 ? double.NaN : piece.Value[i], piece.Text.Count == 0 ? null : piece.Text[i],
                    piece.Quality.Count == 0 ? 0 : piece.Quality[i], piece.CommitIndex.Count == 0 ? 0 : piece.CommitIndex[i]);
            }
        }
    }

    /// <summary>Windows of the request's series, series by series, ascending in time.</summary>
    /// <exception cref="RpcException">The server refused, or the stream broke.</exception>
    public static async IAsyncEnumerable<HistoryWindow> ReadWindowsAsync(
        this TwinGridClient client, ReadHistoryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        using var call = client.Twins.ReadHistory(request, cancellationToken: cancellationToken);
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            var columns = request.Aggregations.Select(wanted => piece.Windows.FirstOrDefault(column => column.Aggregation == wanted)).ToList();
            for (var i = 0; i < piece.Time.Count; i++)
            {
                var row = i;
                yield return new HistoryWindow((int)piece.SeriesIndex, piece.Time[i], [.. columns.Select(column => column is null ? double.NaN : column.Value[row])]);
            }
        }
    }
}
