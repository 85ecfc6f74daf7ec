using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Derived;
using TwinGrid.Grains.Ingest;
using TwinGrid.Grains.Lanes;
using TwinGrid.Grains.Records;
using TwinGrid.Grains.Snapshots;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// The single writer of a partition: takes its queue in order, appends to the log first and folds into the state right after. It never waits for
/// a sync: acks wait for that on their own. When the log has no room it waits, and so does everyone behind it in the bounded queue.
/// </summary>
internal sealed class PartitionWriter(PartitionState state, IPartitionLog log, SnapshotTaker snapshots, int queueCapacity, ILogger logger)
{
    private static readonly PayloadWriter<SamplesContent> WriteSamples = SamplesContent.Write;
    private static readonly PayloadWriter<StateWriter> WriteControl = static (payload, writer) => writer.Written.CopyTo(payload);

    private readonly Channel<WorkItem> queue =
        Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(queueCapacity) { SingleReader = true });

    private readonly AppliedWaiters waiters = new();
    private readonly StateWriter payload = new(4_096);
    private readonly DerivedSamples derived = new(state, log.MaxPayloadBytes);
    private StoreFencedException? fenced;

    /// <summary>Why nothing is written any more; null while it is.</summary>
    public StoreFencedException? Fenced => Volatile.Read(ref fenced);

    /// <summary>Those who wait until reads reflect an index.</summary>
    public AppliedWaiters Waiters => waiters;

    /// <summary>Puts an entry in, waiting for a place. False when the partition is closing.</summary>
    public ValueTask WriteAsync(in WorkItem item, CancellationToken cancellationToken) => queue.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Puts an entry in when there is a place.</summary>
    public bool TryWrite(in WorkItem item) => queue.Writer.TryWrite(item);

    /// <summary>Takes nothing more; what is in the queue is still worked off.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>Works until the queue is completed and empty.</summary>
    public async Task RunAsync()
    {
        try
        {
            await WorkAsync();
        }
#pragma warning disable CA1031 // Whatever it was: the state may not be the fold of the log any more, so nothing may be added to either.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PartitionLog.WriterFailed(logger, exception, state.Key);
            Fence(new StoreFencedException($"The writer of {state.Key} failed at index {log.LastIndex}: {exception.Message}", exception));
            await foreach (var item in queue.Reader.ReadAllAsync())
            {
                Refuse(item, fenced!);
            }
        }
    }

    private async Task WorkAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            while (queue.Reader.TryRead(out var item))
            {
                await ProcessAsync(item);
                if (state.Events.Count >= EventsRaisedRecord.MaxEvents)
                {
                    await LogEventsAsync();
                }

                snapshots.Advance();
            }

            await LogEventsAsync();
            waiters.Release(state.AppliedIndex);
        }
    }

    private async ValueTask ProcessAsync(WorkItem item)
    {
        if (fenced is not null)
        {
            Refuse(item, fenced);
            return;
        }

        try
        {
            if (item.Batch is not null)
            {
                // The happy path completes synchronously: TryCommit says 0.
                for (var needed = TryCommit(item); needed > 0; needed = TryCommit(item))
                {
                    await log.WaitForRoomAsync(needed, CancellationToken.None);
                }
            }
            else if (item.Loss is not null)
            {
                await CommitLossAsync(item);
            }
            else
            {
                await RunAsync(item.Operation!);
            }
        }
        catch (StoreFencedException exception)
        {
            Fence(exception);
            Refuse(item, exception);
        }
    }

    /// <summary>Decides a batch. Returns 0 when done, else the bytes that the log has no room for now.</summary>
    private int TryCommit(in WorkItem item)
    {
        var lane = item.Lane!;
        var batch = item.Batch!;
        if (!lane.IsEnded && batch.Seq == lane.Producer.Ring.Last + 1)
        {
            var rejections = ReferenceEquals(item.Rules, state.Rules) ? item.Rejections : SampleCheck.Check(batch, state.Rules, item.ServerTimeNs);
            var computed = derived.Compute(batch, rejections);
            var content = new SamplesContent(batch, lane.Producer.Number, item.ServerTimeNs, rejections, computed);
            var index = log.TryAppend(RecordKinds.Samples, content.Length, content, WriteSamples);
            if (index == 0)
            {
                return content.Length;
            }

            snapshots.OnAppended(content.Length);
            var result = state.ApplyBatch(batch, rejections, lane.Producer, computed, item.ServerTimeNs, index);
            lane.Decided(index, batch.Seq, batch.Count - rejections.Length, batch.WireBytes, result);
        }
        else if (!lane.IsEnded && !TryAnswerAgain(lane, batch, item.ServerTimeNs))
        {
            return payload.Length;
        }

        batch.Dispose();
        return 0;
    }

    /// <summary>A batch that is not the next one: seen before, in conflict, or after a gap. False when the log has no room for the audit record.</summary>
    private bool TryAnswerAgain(Lane lane, SampleBatch batch, long serverTimeNs)
    {
        var producer = lane.Producer;
        var ring = producer.Ring;
        if (batch.Seq > ring.Last || batch.Seq == 0)
        {
            producer.Gaps++;
            lane.End(LaneEnd.SequenceGap, $"Batch {batch.Seq} came; expected {ring.Last + 1}.", ring.Last + 1);
            return true;
        }

        if (!ring.TryGet(batch.Seq, out var hash, out var result))
        {
            result = new BatchResult { Seq = batch.Seq, Code = BatchCode.Duplicate, ResultsExpired = true };
        }
        else if (result?.Code != BatchCode.LossDeclared)
        {
            if (hash != batch.PayloadHash)
            {
                return TryRefuseConflict(lane, batch, hash, serverTimeNs);
            }

            result = (result ?? new BatchResult { Seq = batch.Seq }) with { Code = BatchCode.Duplicate };
        }

        producer.DuplicateBatches++;

        // Its first commit may still wait for the sync: so does this answer.
        lane.Decided(log.LastIndex, batch.Seq, 0, batch.WireBytes, result);
        return true;
    }

    private bool TryRefuseConflict(Lane lane, SampleBatch batch, ulong committedHash, long serverTimeNs)
    {
        payload.Clear();
        new LaneConflictRecord(lane.Producer.Number, batch.Seq, committedHash, batch.PayloadHash, serverTimeNs).Write(payload);
        if (!TryAppendControl(RecordKinds.LaneConflict))
        {
            return false;
        }

        lane.End(
            LaneEnd.SequenceConflict,
            $"Batch {batch.Seq} was committed with payload hash {committedHash:X16} and came again with {batch.PayloadHash:X16}: two senders share an identity.",
            lane.Producer.Ring.Last + 1);
        return true;
    }

    private async ValueTask CommitLossAsync(WorkItem item)
    {
        var lane = item.Lane!;
        var loss = item.Loss!;
        var last = lane.Producer.Ring.Last;
        if (lane.IsEnded)
        {
            return;
        }

        if (loss.FromSeq > last + 1 || loss.FromSeq == 0)
        {
            lane.Producer.Gaps++;
            lane.End(LaneEnd.SequenceGap, $"A loss from batch {loss.FromSeq} was declared; expected {last + 1}.", last + 1);
            return;
        }

        if (loss.ThroughSeq > last)
        {
            payload.Clear();
            new LossDeclaredRecord(lane.Producer.Number, last + 1, loss.ThroughSeq, loss.Reason, item.ServerTimeNs).Write(payload);
            await AppendControlAsync(RecordKinds.LossDeclared);
        }

        lane.Decided(log.LastIndex, loss.ThroughSeq, 0, -1, BatchResults.Lost(loss.ThroughSeq));
    }

    private async ValueTask RunAsync(ControlOperation operation)
    {
        try
        {
            payload.Clear();
            var kind = operation.Prepare(payload);
            if (kind != ControlOperation.NoRecord)
            {
                await AppendControlAsync(kind);
            }

            operation.Complete(log.LastIndex);
        }
        catch (Exception exception) when (exception is not StoreFencedException)
        {
            operation.Fail(exception);
        }
    }

    private async ValueTask AppendControlAsync(byte kind)
    {
        if (payload.Length > log.MaxPayloadBytes)
        {
            throw new InvalidOperationException($"A record of {payload.Length} bytes does not fit into the log; at most {log.MaxPayloadBytes}.");
        }

        while (!TryAppendControl(kind))
        {
            await log.WaitForRoomAsync(payload.Length, CancellationToken.None);
        }
    }

    private bool TryAppendControl(byte kind)
    {
        var index = log.TryAppend(kind, payload.Length, payload, WriteControl);
        if (index == 0)
        {
            return false;
        }

        snapshots.OnAppended(payload.Length);
        state.Apply(kind, payload.Written, index);
        return true;
    }

    /// <summary>Logs the events that the fold raised.</summary>
    private async ValueTask LogEventsAsync()
    {
        try
        {
            while (state.Events.Count > 0 && fenced is null)
            {
                payload.Clear();
                state.Events.WriteRecord(payload);
                await AppendControlAsync(RecordKinds.EventsRaised);
            }
        }
        catch (StoreFencedException exception)
        {
            Fence(exception);
        }
    }

    private void Fence(StoreFencedException exception)
    {
        Volatile.Write(ref fenced, exception);
        foreach (var producer in state.Lanes.Producers)
        {
            producer.Lane?.End(LaneEnd.StoreUnavailable, $"The store takes no writes: {exception.Message}");
        }
    }

    private static void Refuse(in WorkItem item, StoreFencedException exception)
    {
        item.Batch?.Dispose();
        item.Lane?.End(LaneEnd.StoreUnavailable, $"The store takes no writes: {exception.Message}");
        item.Operation?.Fail(exception);
    }
}
