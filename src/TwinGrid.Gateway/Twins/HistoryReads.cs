using Google.Protobuf.Collections;
using Grpc.Core;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Samples;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>ReadHistory: series one after the other, in pieces; a slow reader slows the read, nothing is buffered beyond a piece.</summary>
internal sealed class HistoryReads(Locator locator, ReadGate gate, IHistoryReader reader, GatewayOptions options, GatewayMetrics metrics)
{
    private readonly Admission admission = new(options.MaxHistoryReads, "history reads");

    private sealed record Series(IPartition Partition, SeriesId Id, bool IsString);

    /// <summary>Answers with pieces; the last message carries the position and no samples.</summary>
    public async Task ReadAsync(ReadHistoryRequest request, IServerStreamWriter<ReadHistoryResponse> responses, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var query = HistoryQueries.From(request);
        using var place = admission.Enter();
        var series = await ResolveAsync(request.Series, query, cancellationToken);
        IReadOnlyList<IPartition> partitions = [.. series.Select(s => s.Partition).Distinct()];
        await gate.EnterDurableAsync(partitions, terms, cancellationToken);
        var position = ReadPositions.Of(partitions, static partition => partition.DurableIndex);
        for (var i = 0; i < series.Length; i++)
        {
            await foreach (var piece in reader.ReadAsync(series[i].Partition.Key, series[i].Id, query, cancellationToken))
            {
                await responses.WriteAsync(Map(i, piece, query), cancellationToken);
                metrics.HistorySamples(piece.Times.Count);
            }
        }

        await responses.WriteAsync(new ReadHistoryResponse { SeriesIndex = (uint)(series.Length - 1), Position = position }, cancellationToken);
    }

    private async ValueTask<Series[]> ResolveAsync(RepeatedField<V1.HistorySeries> asked, HistoryQuery query, CancellationToken cancellationToken)
    {
        var series = new Series[asked.Count];
        for (var i = 0; i < series.Length; i++)
        {
            var place = await locator.FindAssetAsync(asked[i].Asset, $"series[{i}].asset", cancellationToken);
            var asset = place.Partition.GetAssetInfo(place.Slot) ?? throw Refusal.NotFound("asset", asked[i].Asset);
            var binding = place.Partition.Resolve(asset.Id, asked[i].Signal);
            if (binding.Code is not (RejectionCode.None or RejectionCode.Retired))
            {
                throw Refusal.NotFound("signal", $"{asset.Name}/signals/{asked[i].Signal}");
            }

            series[i] = new Series(place.Partition, binding.Series, binding.Signal?.Type == Model.Samples.SignalType.String);
            if (series[i].IsString && query.Aggregations.Any(aggregation => aggregation != HistoryAggregation.Count))
            {
                throw Refusal.InvalidArgument($"series[{i}].signal", $"'{asked[i].Signal}' carries text: only COUNT can be computed over windows.");
            }
        }

        return series;
    }

    private static ReadHistoryResponse Map(int index, HistoryPiece piece, HistoryQuery query)
    {
        var response = new ReadHistoryResponse { SeriesIndex = (uint)index, Truncated = piece.IsTruncated };
        response.Time.AddRange(piece.Times);
        response.Value.AddRange(piece.Values);
        response.Quality.AddRange(piece.Qualities);
        response.CommitIndex.AddRange(piece.CommitIndexes);
        response.Text.AddRange(piece.Texts);
        for (var i = 0; i < piece.Windows.Count; i++)
        {
            var column = new WindowColumn { Aggregation = HistoryQueries.ToWire(query.Aggregations[i]) };
            column.Value.AddRange(piece.Windows[i]);
            response.Windows.Add(column);
        }

        return response;
    }
}
