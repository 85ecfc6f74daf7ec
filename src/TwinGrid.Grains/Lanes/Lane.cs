using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;

namespace TwinGrid.Grains.Lanes;

/// <summary>
/// An open lane. Batches go through the partition's queue; the writer notes each decision here with the commit index that it waits for, and
/// <see cref="NextAckAsync"/> hands over everything that the log has made durable since. So acks conflate by themselves: one group commit, one
/// answer, however many batches it holds.
/// </summary>
internal sealed class Lane(Partition partition, ProducerState producer, ulong epoch, Durability durability) : ILane
{
    private readonly Lock gate = new();
    private readonly Queue<Decision> decided = new();
    private readonly AsyncSignal news = new();
    private LaneEndedException? ended;
    private ulong throughSeq = producer.Ring.Last;
    private ulong throughIndex;

    /// <inheritdoc/>
    public ulong HighWaterMark { get; } = producer.Ring.Last;

    /// <inheritdoc/>
    public Durability Durability => durability;

    /// <summary>Whose it is.</summary>
    public ProducerState Producer => producer;

    /// <summary>Its epoch.</summary>
    public ulong Epoch => epoch;

    /// <summary>It takes nothing more.</summary>
    public bool IsEnded => Volatile.Read(ref ended) is not null;

    /// <inheritdoc/>
    public ValueTask EnqueueAsync(SampleBatch batch, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref ended) is { } end)
        {
            batch.Dispose();
            throw end;
        }

        return partition.EnqueueAsync(this, batch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask EnqueueLossAsync(LossRange loss, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (Volatile.Read(ref ended) is { } end)
        {
            throw end;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(loss.ThroughSeq, loss.FromSeq, nameof(loss));
        return partition.EnqueueLossAsync(this, loss, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<AckUpdate> NextAckAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var update, out var wanted))
            {
                return update;
            }

            if (wanted == 0)
            {
                await news.WaitAsync(cancellationToken);
                continue;
            }

            try
            {
                await partition.Log.WaitForDurableAsync(wanted, cancellationToken);
            }
            catch (StoreFencedException exception)
            {
                End(LaneEnd.StoreUnavailable, $"The store takes no writes: {exception.Message}");
                Forget();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End(LaneEnd.Replaced, "The lane was closed by its owner.");
        await partition.ReleaseAsync(this);
    }

    /// <summary>The writer decided a batch.</summary>
    /// <param name="index">Commit index that must be durable before it may be told.</param>
    /// <param name="seq">The batch; 0 for one that moves nothing on.</param>
    /// <param name="accepted">Samples newly accepted.</param>
    /// <param name="bytes">Bytes as it came; -1 when no batch came (a loss declaration).</param>
    /// <param name="result">What to tell; null = wholly accepted.</param>
    internal void Decided(ulong index, ulong seq, int accepted, int bytes, BatchResult? result)
    {
        lock (gate)
        {
            decided.Enqueue(new Decision(index, seq, accepted, bytes, result));
        }

        news.Set();
    }

    /// <summary>Ends the lane, for the first reason given. What was decided before is still told.</summary>
    internal void End(LaneEnd end, string message, ulong expectedSeq = 0)
    {
        if (Interlocked.CompareExchange(ref ended, new LaneEndedException(end, message, expectedSeq), null) is null)
        {
            news.Set();
        }
    }

    private bool TryTake(out AckUpdate update, out ulong wanted)
    {
        var durable = durability == Durability.Memory ? ulong.MaxValue : partition.Log.DurableIndex;
        List<BatchResult>? results = null;
        var (accepted, batches, bytes) = (0L, 0, 0L);
        lock (gate)
        {
            // Read before the queue is looked at: whoever ends a lane has noted its last decision first.
            var end = Volatile.Read(ref ended);
            wanted = 0;
            while (decided.TryPeek(out var next))
            {
                if (next.Index > durable)
                {
                    wanted = next.Index;
                    break;
                }

                decided.Dequeue();
                accepted += next.Accepted;
                batches += next.Bytes >= 0 ? 1 : 0;
                bytes += Math.Max(next.Bytes, 0);
                throughSeq = Math.Max(throughSeq, next.Seq);
                throughIndex = Math.Max(throughIndex, next.Index);
                if (next.Result is not null)
                {
                    (results ??= []).Add(next.Result);
                }
            }

            var isLast = end is not null && decided.Count == 0;
            update = new AckUpdate(throughSeq, throughIndex, accepted, results ?? (IReadOnlyList<BatchResult>)[], batches, bytes, isLast ? end : null);
            return isLast || batches > 0 || results is not null || accepted > 0;
        }
    }

    /// <summary>Decisions that will never be durable must never be told.</summary>
    private void Forget()
    {
        lock (gate)
        {
            decided.Clear();
        }
    }

    private readonly record struct Decision(ulong Index, ulong Seq, int Accepted, int Bytes, BatchResult? Result);
}
