using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>Turns acks into decisions, counts them, and tells each batch once, also when a restored server decides it again. The lane guards it.</summary>
internal sealed class DecisionBook(uint partition, LaneCounters counters, TimeProvider clock)
{
    /// <summary>Decisions on the batches that were not told yet.</summary>
    public List<BatchDecision> Enter(IEnumerable<PendingBatch> batches, Durability durability, Func<PendingBatch, BatchResult?> result, Func<PendingBatch, bool> alreadyCommitted) =>
        [.. batches.Select(batch => Enter(batch, durability, result(batch), alreadyCommitted(batch))).OfType<BatchDecision>()];

    /// <summary>The decision on one batch; null when it was told before.</summary>
    public BatchDecision? Enter(PendingBatch batch, Durability durability, BatchResult? result, bool alreadyCommitted)
    {
        batch.DecidedAt = clock.GetUtcNow();
        if (batch.Told)
        {
            return null;
        }

        batch.Told = true;
        var decision = new BatchDecision
        {
            Partition = partition,
            Seq = batch.Seq,
            Samples = batch.Samples,
            Rejected = result is null ? [] : [.. result.Rejected],
            Items = result is null ? [] : [.. result.Items],
            ResultsExpired = result?.ResultsExpired ?? false,
            AlreadyCommitted = alreadyCommitted,
            Durability = durability,
            Latency = batch.Sends == 0 ? TimeSpan.Zero : clock.GetElapsedTime(batch.FirstSent),
        };
        counters.Count(decision);
        return decision;
    }
}
