using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;
using BatchResult = TwinGrid.Contracts.Ingest.BatchResult;
using Durability = TwinGrid.Contracts.Storage.Durability;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>Puts the decisions of several partitions together, with positions as in the call.</summary>
internal sealed class PublishAnswer
{
    private readonly SortedDictionary<RejectionCode, int> rejected = [];
    private readonly List<ItemRejection> items = [];
    private readonly List<KeyValuePair<PartitionKey, ReadToken.Mark>> marks = [];
    private BatchResult? first;
    private long accepted;
    private Durability durability = Durability.PowerLoss;

    /// <summary>Adds what one partition decided.</summary>
    public void Add(PublishColumns part, BatchResult result, ulong commitIndex, Durability under)
    {
        first ??= result;
        var refused = 0;
        foreach (var (code, count) in result.Rejected)
        {
            rejected[code] = rejected.GetValueOrDefault(code) + count;
            refused += count;
        }

        foreach (var item in result.Items)
        {
            items.Add(item with { Index = part.IndexOf(item.Index) });
        }

        accepted += result.Code == BatchCode.Accepted ? part.Count - refused : 0;
        durability = durability > under ? durability : under;
        marks.Add(KeyValuePair.Create(part.Partition.Key, new ReadToken.Mark(part.Partition.HistoryId, commitIndex)));
    }

    /// <summary>The answer; at least one partition was added. Its seq is 0 when several numbered it.</summary>
    public PublishResponse ToResponse()
    {
        var combined = first! with
        {
            Seq = marks.Count == 1 ? first.Seq : 0,
            Rejected = [.. rejected.Select(pair => (pair.Key, pair.Value))],
            Items = [.. items.OrderBy(item => item.Index).Take(BatchResult.MaxItems)],
        };
        return new PublishResponse
        {
            Result = WireCodes.Of(combined),
            AcceptedSamples = (ulong)accepted,
            Token = ReadToken.Encode(marks),
            Durability = WireCodes.Of(durability),
        };
    }
}
