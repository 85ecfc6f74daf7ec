using TwinGrid.Gateway.Errors;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// Batches and bytes of one stream that were received and are not acked. The reader takes, the ack writer gives back: one task each.
/// The client is held to the largest credit that it was ever told; a smaller one asks it to slow down.
/// </summary>
internal sealed class FlowWindow
{
    private const int MinBatches = 4;

    private readonly Lock guard = new();
    private readonly int maxBatches;
    private readonly long maxBytes;
    private readonly TimeProvider clock;
    private readonly long[] received;
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long taken;
    private long decided;
    private long written;
    private long bytes;
    private ulong lossThrough;
    private ulong writtenThrough;
    private bool closed;

    /// <summary>Starts with the whole credit.</summary>
    public FlowWindow(int maxBatches, long maxBytes, TimeProvider clock)
    {
        this.maxBatches = maxBatches;
        this.maxBytes = maxBytes;
        this.clock = clock;
        received = new long[maxBatches];
        CreditBatches = maxBatches;
    }

    /// <summary>Batches that the client may have in flight now.</summary>
    public int CreditBatches { get; private set; }

    /// <summary>Batches in flight.</summary>
    public int Batches => (int)(Volatile.Read(ref taken) - Volatile.Read(ref decided));

    /// <summary>Bytes in flight.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>The credit as the client is told it: bytes go down with the batches.</summary>
    public Credit ToCredit() => new() { Batches = (uint)CreditBatches, Bytes = (ulong)Math.Max(IngestLimits.MaxBatchBytes, maxBytes * CreditBatches / maxBatches) };

    /// <summary>Checks that one more batch is within the credit.</summary>
    /// <exception cref="RefusalException">The client sends more than its credit.</exception>
    public void Check(int batchBytes)
    {
        lock (guard)
        {
            if (taken - decided >= maxBatches)
            {
                throw IngestRefusals.CreditExceeded("batches", taken - decided + 1, maxBatches);
            }

            if (bytes + batchBytes > maxBytes && taken > decided)
            {
                throw IngestRefusals.CreditExceeded("bytes", bytes + batchBytes, maxBytes);
            }
        }
    }

    /// <summary>Takes one batch that was checked.</summary>
    public void Take(int batchBytes)
    {
        lock (guard)
        {
            received[taken % maxBatches] = clock.GetTimestamp();
            taken++;
            bytes += batchBytes;
        }
    }

    /// <summary>Notes a loss declaration, whose ack <see cref="CloseAsync"/> waits for.</summary>
    public void TakeLoss(ulong throughSeq)
    {
        lock (guard)
        {
            lossThrough = Math.Max(lossThrough, throughSeq);
        }
    }

    /// <summary>Gives back batches that were decided, before their ack goes out. Returns how long the oldest of them took.</summary>
    public TimeSpan Decide(int batches, long batchBytes)
    {
        lock (guard)
        {
            var age = batches > 0 ? clock.GetElapsedTime(received[decided % maxBatches]) : TimeSpan.Zero;
            decided += batches;
            bytes -= batchBytes;
            return age;
        }
    }

    /// <summary>Notes that their ack was written.</summary>
    public void Written(int batches, ulong throughSeq)
    {
        lock (guard)
        {
            written += batches;
            writtenThrough = Math.Max(writtenThrough, throughSeq);
            CompleteWhenIdle();
        }
    }

    /// <summary>Nothing more will be taken. The task completes when everything taken was acked.</summary>
    public Task CloseAsync()
    {
        lock (guard)
        {
            closed = true;
            CompleteWhenIdle();
        }

        return idle.Task;
    }

    /// <summary>Halves the credit while the oldest ack takes too long, doubles it when acks are quick again. True when it changed.</summary>
    public bool Adapt(TimeSpan ackAge, TimeSpan slowAfter)
    {
        var next = ackAge > slowAfter ? Math.Max(Math.Min(MinBatches, maxBatches), CreditBatches / 2)
            : ackAge < slowAfter / 4 ? Math.Min(maxBatches, CreditBatches * 2)
            : CreditBatches;
        var changed = next != CreditBatches;
        CreditBatches = next;
        return changed;
    }

    private void CompleteWhenIdle()
    {
        if (closed && written == taken && writtenThrough >= lossThrough)
        {
            idle.TrySetResult();
        }
    }
}
