using TwinGrid.Client.Spool;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// Where the bytes of a lane's batches are: in memory, and with a spool on disk too. Memory then holds only so much of what is unacked; the rest
/// is read back when it is sent. The lane guards it.
/// </summary>
internal sealed class BatchBodies(LaneSpool? spool, long memoryLimitBytes) : IDisposable
{
    private long memoryBytes;

    /// <summary>Writes a batch before it is numbered for good: what can't be kept is not taken.</summary>
    public SpoolPlace? Write(ulong seq, int samples, ReadOnlyMemory<byte> body) => spool?.Append(seq, samples, body);

    /// <summary>Notes where a new batch is.</summary>
    public void Placed(PendingBatch batch, SpoolPlace? place)
    {
        if (place is null)
        {
            return;
        }

        batch.Place = place;
        if (memoryBytes + batch.BodyLength > memoryLimitBytes)
        {
            batch.Body = null;
            return;
        }

        memoryBytes += batch.BodyLength;
    }

    public ReadOnlyMemory<byte> Read(PendingBatch batch) => batch.Body ?? spool!.Read(batch.Place!.Value, batch.BodyLength);

    /// <summary>Batches were acked: memory need not hold what the disk does.</summary>
    public void Acked(IReadOnlyList<PendingBatch> batches)
    {
        if (spool is null || batches.Count == 0)
        {
            return;
        }

        spool.Acknowledge(batches[^1].Seq);
        foreach (var batch in batches.Where(batch => batch.Body is not null))
        {
            memoryBytes -= batch.BodyLength;
            batch.Body = null;
        }
    }

    /// <summary>Everything held was numbered anew.</summary>
    public void BeginEpoch(ulong epoch, IEnumerable<PendingBatch> held) => spool?.BeginEpoch(epoch, held);

    /// <summary>Batches up to the number are no longer held.</summary>
    public void Dropped(ulong throughSeq)
    {
        if (throughSeq > 0)
        {
            spool?.Drop(throughSeq);
        }
    }

    public void Dispose() => spool?.Dispose();
}
