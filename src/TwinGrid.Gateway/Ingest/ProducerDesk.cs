using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Publishing;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Lists and fences producers, in all partitions of their plant.</summary>
internal sealed class ProducerDesk(PartitionFinder finder, ILogger<ProducerDesk> logger)
{
    private const int MaxReasonLength = 1024;

    /// <summary>Producers by name, then partition.</summary>
    public async Task<ListProducersResponse> ListAsync(ListProducersRequest request, CancellationToken cancellationToken)
    {
        var partitions = await finder.OfPlantAsync(PartitionFinder.PlantId(request.Plant), cancellationToken);
        var response = new ListProducersResponse();
        response.Producers.AddRange(partitions
            .SelectMany(partition => partition.ListProducers())
            .OrderBy(status => status.Producer, StringComparer.Ordinal).ThenBy(status => status.Partition)
            .Select(ToProducer));
        return response;
    }

    /// <summary>
    /// Fences a producer, and the lane that the server numbers for it, in every partition below one common epoch: a producer that reached
    /// epoch 7 in one partition is not let in below 8 in another.
    /// </summary>
    public async Task<FenceProducerResponse> FenceAsync(FenceProducerRequest request, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(request.Producer))
        {
            throw Refusal.InvalidName("producer", request.Producer, Identifier.Rule);
        }

        if (request.Reason.Length > MaxReasonLength)
        {
            throw Refusal.InvalidArgument("reason", $"{request.Reason.Length} characters; at most {MaxReasonLength}.");
        }

        var plant = PartitionFinder.PlantId(request.Plant);
        var partitions = await finder.OfPlantAsync(plant, cancellationToken);
        var below = request.BelowEpoch == 0 ? NewestEpoch(partitions, request.Producer) + 1 : request.BelowEpoch;
        var marks = new List<KeyValuePair<PartitionKey, ReadToken.Mark>>();
        foreach (var partition in partitions)
        {
            await FenceAsync(partition, request.Producer + Publisher.LaneSuffix, below, request.Reason, onlyIfKnown: true, cancellationToken);
            var (bound, index) = await FenceAsync(partition, request.Producer, below, request.Reason, onlyIfKnown: false, cancellationToken);
            below = Math.Max(below, bound);
            marks.Add(KeyValuePair.Create(partition.Key, new ReadToken.Mark(partition.HistoryId, index)));
        }

        IngestLog.FenceSet(logger, request.Producer, plant, below, request.Reason);
        return new FenceProducerResponse { BelowEpoch = below, Token = ReadToken.Encode(marks) };
    }

    private static async ValueTask<(ulong Below, ulong Index)> FenceAsync(
        IPartition partition, string producer, ulong below, string reason, bool onlyIfKnown, CancellationToken cancellationToken) =>
        onlyIfKnown && !partition.ListProducers().Any(status => status.Producer == producer)
            ? (below, 0)
            : await partition.FenceProducerAsync(producer, below, reason, cancellationToken);

    private static ulong NewestEpoch(IReadOnlyList<IPartition> partitions, string producer) => partitions
        .SelectMany(partition => partition.ListProducers())
        .Where(status => status.Producer == producer || status.Producer == producer + Publisher.LaneSuffix)
        .Select(status => status.Epoch)
        .DefaultIfEmpty(0UL)
        .Max();

    private static Producer ToProducer(ProducerStatus status) => new()
    {
        Producer_ = status.Producer,
        Epoch = status.Epoch,
        Partition = (uint)status.Partition,
        Connected = status.Connected,
        HighWaterMark = status.HighWaterMark,
        AcceptedSamples = (ulong)status.AcceptedSamples,
        RejectedSamples = (ulong)status.RejectedSamples,
        DuplicateBatches = (ulong)status.DuplicateBatches,
        Gaps = (ulong)status.Gaps,
        LostBatches = (ulong)status.LostBatches,
        LagSeconds = status.LagSeconds,
        ClockSkewSeconds = status.ClockSkewSeconds,
        LastCommitNs = status.LastCommitNs,
        FencedBelowEpoch = status.FencedBelowEpoch,
    };
}
