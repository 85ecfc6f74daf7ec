using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Samples;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// Second task of a stream: takes what the lane has to tell, all of it at once, and writes one cumulative ack for it. While a write waits for the
/// client, news add up in the lane; the next ack tells the newest.
/// </summary>
internal sealed class AckWriter(
    StreamParts parts, ILane lane, IPartition partition, FlowWindow flow, ResponseWriter responses, string producer)
{
    private readonly Ack ack = new();
    private readonly IngestResponse response = new();

    /// <summary>Writes acks until the lane ends.</summary>
    /// <exception cref="LaneEndedException">Why it ended.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        response.Ack = ack;
        while (true)
        {
            var update = await lane.NextAckAsync(cancellationToken);
            var age = flow.Decide(update.FreedBatches, update.FreedBytes);
            parts.Quotas.InFlight.Release(update.FreedBytes);
            parts.Metrics.Left(update.FreedBytes);
            parts.Metrics.Decided(update, age);
            if (update.FreedBatches > 0 || update.Results.Count > 0 || update.Ended is null)
            {
                Fill(update);
                await responses.WriteAsync(response, cancellationToken);
                flow.Written(update.FreedBatches, update.ThroughSeq);
            }

            if (update.Ended is { } ended)
            {
                throw ended;
            }

            if (update.FreedBatches > 0)
            {
                await AdaptCreditAsync(age, cancellationToken);
            }
        }
    }

    private void Fill(in AckUpdate update)
    {
        ack.ThroughSeq = update.ThroughSeq;
        ack.CommitIndex = update.CommitIndex;
        ack.Durability = WireCodes.Of(lane.Durability);
        ack.Token = ReadToken.Encode(partition.Key, partition.HistoryId, update.CommitIndex);
        ack.AcceptedSamples = (ulong)update.AcceptedSamples;
        ack.CommitTimeNs = Nanoseconds.Now(parts.Clock);
        ack.Results.Clear();
        foreach (var result in update.Results)
        {
            ack.Results.Add(WireCodes.Of(result));
        }
    }

    private async ValueTask AdaptCreditAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var before = flow.CreditBatches;
        if (!flow.Adapt(age, parts.Options.SlowStoreAfter))
        {
            return;
        }

        if (flow.CreditBatches < before)
        {
            IngestLog.CreditShrunk(parts.Logger, producer, flow.CreditBatches, age.TotalMilliseconds);
        }

        await responses.WriteAsync(new IngestResponse { Credit = flow.ToCredit() }, cancellationToken);
    }
}
