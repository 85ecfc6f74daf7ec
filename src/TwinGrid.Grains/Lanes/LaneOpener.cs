using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Lanes;

/// <summary>Opens, closes and fences lanes; each as an operation of the partition's writer, so in order with the batches.</summary>
internal sealed class LaneOpener(Partition partition, PartitionState state, Durability offered, TimeProvider clock)
{
    /// <summary>
    /// Opens a lane. Its answer waits until the high-water mark that it tells is durable: a producer forgets what lies below.
    /// </summary>
    public ControlOperation<Lane> Operation(LaneRequest request) => new(
        payload =>
        {
            Check(request);
            if (state.Lanes.Find(request.Producer) is { } known && known.Epoch == request.Epoch)
            {
                return ControlOperation.NoRecord;
            }

            var number = state.Lanes.Find(request.Producer)?.Number ?? (uint)state.Lanes.Producers.Length;
            new LaneOpenedRecord(number, request.Producer, request.Epoch, Nanoseconds.Now(clock)).Write(payload);
            return RecordKinds.LaneOpened;
        },
        _ => Attach(request));

    /// <summary>Refuses epochs below a bound; 0 = all seen so far. A bound never goes down.</summary>
    public ControlOperation<ulong> FenceOperation(string producer, ulong belowEpoch, string reason)
    {
        var bound = 0UL;
        return new(
            payload =>
            {
                var known = state.Lanes.Find(producer);
                bound = Math.Max(belowEpoch != 0 ? belowEpoch : (known?.Epoch ?? 0) + 1, state.Lanes.FencedBelow(producer));
                new ProducerFencedRecord(producer, bound, reason, Nanoseconds.Now(clock)).Write(payload);
                return RecordKinds.ProducerFenced;
            },
            _ =>
            {
                if (state.Lanes.Find(producer) is { Lane: { } lane } && lane.Epoch < bound)
                {
                    lane.End(LaneEnd.FencedEpoch, $"Producer '{producer}' is refused below epoch {bound}: {reason}");
                }

                return bound;
            });
    }

    /// <summary>A lane's owner is done with it.</summary>
    public async ValueTask ReleaseAsync(Lane lane)
    {
        var operation = new ControlOperation<bool>(_ => ControlOperation.NoRecord, _ => Detach(lane));
        try
        {
            await partition.SubmitAsync(operation, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StoreFencedException or LaneEndedException)
        {
            _ = Detach(lane); // the writer does not work any more: nobody else changes it
        }
    }

    private void Check(LaneRequest request)
    {
        if (request.HistoryId is { } history && history != partition.HistoryId)
        {
            throw new LaneEndedException(
                LaneEnd.HistoryMismatch, $"The producer knows history {history}; partition {partition.Key} serves {partition.HistoryId}.");
        }

        if (request.Durability is { } asked && asked < offered)
        {
            throw new LaneEndedException(LaneEnd.DurabilityUnavailable, $"Durability {asked} was asked for; the store offers {offered}.");
        }

        var below = Math.Max(state.Lanes.FencedBelow(request.Producer), state.Lanes.Find(request.Producer)?.Epoch ?? 0);
        if (request.Epoch < below)
        {
            throw new LaneEndedException(
                LaneEnd.FencedEpoch, $"Producer '{request.Producer}' is refused below epoch {below}; it came with {request.Epoch}.");
        }
    }

    private Lane Attach(LaneRequest request)
    {
        var producer = state.Lanes.Find(request.Producer)!;
        if (producer.Lane is { } before)
        {
            before.End(
                before.Epoch == request.Epoch ? LaneEnd.Replaced : LaneEnd.FencedEpoch,
                $"Producer '{producer.Name}' opened epoch {request.Epoch} anew; this lane had {before.Epoch}.");
        }

        producer.ClockSkewSeconds = request.ClockNs == 0 ? 0 : (request.ClockNs - Nanoseconds.Now(clock)) / (double)Nanoseconds.PerSecond;
        var lane = new Lane(partition, producer, request.Epoch, request.Durability ?? offered);
        producer.Lane = lane;
        return lane;
    }

    private bool Detach(Lane lane)
    {
        if (ReferenceEquals(lane.Producer.Lane, lane))
        {
            lane.Producer.DisconnectedNs = Nanoseconds.Now(clock);
            lane.Producer.Lane = null;
        }

        return true;
    }
}
