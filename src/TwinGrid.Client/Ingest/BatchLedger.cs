namespace TwinGrid.Client.Ingest;

/// <summary>
/// The batches of one lane in order of seq: first the decided ones that are kept against a restored server, then those in flight, then those
/// to be sent. Knows what a server's high-water mark means for them. No I/O, no clock; the lane guards it.
/// </summary>
internal sealed class BatchLedger
{
    private readonly RingList<PendingBatch> batches = new();
    private readonly bool repeatable;
    private long appended;
    private int decided;       // batches[0..decided) are
    private int sent;          // batches[decided..sent) are in flight in this session
    private ulong openMark;    // high-water mark of the session
    private bool opened;

    public BatchLedger(ulong epoch, ulong nextSeq, bool repeatable)
    {
        Epoch = epoch;
        NextSeq = nextSeq;
        this.repeatable = repeatable;
    }

    public ulong Epoch { get; private set; }

    /// <summary>Number of the next batch to be appended.</summary>
    public ulong NextSeq { get; private set; }

    /// <summary>Batches appended so far, those of earlier epochs too.</summary>
    public long Appended => appended;

    public int InFlight { get; private set; }

    public long InFlightBytes { get; private set; }

    public long UnackedBytes { get; private set; }

    public long KeptBytes { get; private set; }

    public bool AllSent => sent == batches.Count;

    /// <summary>Whether all batches appended before the given count are decided.</summary>
    public bool IsDecided(long count) => decided == batches.Count || batches[decided].Ordinal >= count;

    /// <summary>Whether what is in flight was all committed before this session, and only its results are asked again.</summary>
    public bool AwaitsOnlyResults => InFlight > 0 && batches[sent - 1].Seq <= openMark;

    public IEnumerable<PendingBatch> Held
    {
        get
        {
            for (var i = 0; i < batches.Count; i++)
            {
                yield return batches[i];
            }
        }
    }

    /// <summary>Appends a batch. One that a repeatable sender made again and the server has is decided at once: the result is true.</summary>
    public (PendingBatch Batch, bool AlreadyCommitted) Append(int samples, ReadOnlyMemory<byte> body)
    {
        var batch = new PendingBatch { Seq = NextSeq++, Ordinal = appended++, Samples = samples, BodyLength = body.Length, Body = body };
        batches.Add(batch);
        UnackedBytes += batch.BodyLength;
        if (!repeatable || !opened || batch.Seq > openMark || decided != batches.Count - 1)
        {
            return (batch, false);
        }

        sent = batches.Count;
        Settle(batch);
        return (batch, true);
    }

    /// <summary>Puts a batch back that the spool of an earlier run holds, in order of seq.</summary>
    public void Recover(ulong seq, int samples, int bodyLength, SpoolPlace place, bool isDecided, DateTimeOffset decidedAt)
    {
        var batch = new PendingBatch
        {
            Seq = seq, Ordinal = appended++, Samples = samples, BodyLength = bodyLength, Place = place, Recovered = true, Told = isDecided, DecidedAt = decidedAt,
        };
        batches.Add(batch);
        NextSeq = seq + 1;
        UnackedBytes += bodyLength;
        if (isDecided)
        {
            sent = batches.Count;
            Settle(batch);
        }
    }

    /// <summary>Places everything relative to the server's high-water mark and begins a session.</summary>
    public OpenPlan Open(ulong highWaterMark)
    {
        openMark = highWaterMark;
        opened = true;
        if (!repeatable && CannotProve(highWaterMark))
        {
            return StartEpoch(highWaterMark);
        }

        var committed = new List<PendingBatch>();
        Rewind(highWaterMark);
        // What was never sent in this run but is there was made again by a repeatable sender: no need to ask for results.
        while (repeatable && decided < batches.Count && batches[decided].Seq <= highWaterMark && batches[decided].Sends == 0)
        {
            committed.Add(batches[decided]);
            Settle(batches[decided]);
        }

        sent = decided;
        InFlight = 0;
        InFlightBytes = 0;
        var first = batches.Count > 0 ? batches[0].Seq : NextSeq;
        var missing = first > highWaterMark + 1 ? ((ulong From, ulong Through)?)(highWaterMark + 1, first - 1) : null;
        return new OpenPlan(false, missing, committed);
    }

    /// <summary>The next batch to send, when the credit allows. One batch may always be in flight, or a credit below its size would stop the lane.</summary>
    public PendingBatch? Next(uint creditBatches, ulong creditBytes)
    {
        if (sent == batches.Count || InFlight >= creditBatches)
        {
            return null;
        }

        var batch = batches[sent];
        if (InFlight > 0 && (ulong)(InFlightBytes + batch.WireBytes) > creditBytes)
        {
            return null;
        }

        sent++;
        InFlight++;
        InFlightBytes += batch.WireBytes;
        return batch;
    }

    /// <summary>
    /// Takes a cumulative ack. Batches that were committed before the session are decided when their result comes, or one of a later batch:
    /// results come in order.
    /// </summary>
    public List<PendingBatch> Decide(ulong throughSeq, ulong lastResultSeq)
    {
        var until = throughSeq > openMark ? throughSeq : Math.Min(lastResultSeq, throughSeq);
        var done = new List<PendingBatch>();
        while (decided < sent && batches[decided].Seq <= until)
        {
            var batch = batches[decided];
            InFlight--;
            InFlightBytes -= batch.WireBytes;
            done.Add(batch);
            Settle(batch);
        }

        return done;
    }

    /// <summary>Drops decided batches, oldest first, while <paramref name="mayGo"/> says so.</summary>
    public ulong Trim(Func<PendingBatch, long, bool> mayGo)
    {
        ulong dropped = 0;
        while (decided > 0 && mayGo(batches[0], KeptBytes))
        {
            var batch = batches.RemoveFirst();
            KeptBytes -= batch.BodyLength;
            dropped = batch.Seq;
            decided--;
            sent--;
        }

        return dropped;
    }

    /// <summary>
    /// Whether the server has numbers that we never gave, or gave to something it can't have: the state this run began with was older than what
    /// the last one sent.
    /// </summary>
    private bool CannotProve(ulong highWaterMark)
    {
        if (highWaterMark >= NextSeq)
        {
            return true;
        }

        for (var i = decided; i < batches.Count && batches[i].Seq <= highWaterMark; i++)
        {
            if (batches[i].Sends == 0 && !batches[i].Recovered)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Numbers what is certainly not on the server anew; the rest of the old epoch is committed.</summary>
    private OpenPlan StartEpoch(ulong highWaterMark)
    {
        Epoch++;
        NextSeq = 1;
        openMark = 0;
        opened = false;
        var committed = new List<PendingBatch>();
        var count = batches.Count;
        for (var i = 0; i < count; i++)
        {
            var batch = batches.RemoveFirst();
            var waits = i >= decided;
            if (waits && (batch.Seq > highWaterMark || (batch.Sends == 0 && !batch.Recovered)))
            {
                batch.Seq = NextSeq++;
                batches.Add(batch);
                continue;
            }

            KeptBytes -= waits ? 0 : batch.BodyLength;
            UnackedBytes -= waits ? batch.BodyLength : 0;
            if (waits)
            {
                committed.Add(batch);
            }
        }

        decided = 0;
        sent = 0;
        InFlight = 0;
        InFlightBytes = 0;
        return new OpenPlan(true, null, committed);
    }

    /// <summary>Makes decided batches above the mark undecided again: the server that comes back has lost them.</summary>
    private void Rewind(ulong highWaterMark)
    {
        while (decided > 0 && batches[decided - 1].Seq > highWaterMark)
        {
            decided--;
            KeptBytes -= batches[decided].BodyLength;
            UnackedBytes += batches[decided].BodyLength;
        }
    }

    private void Settle(PendingBatch batch)
    {
        decided++;
        UnackedBytes -= batch.BodyLength;
        KeptBytes += batch.BodyLength;
    }
}

/// <summary>What an open means.</summary>
/// <param name="NewEpoch">The lane has to be opened again under the next epoch.</param>
/// <param name="Missing">Numbers that the server lacks and we don't hold, inclusive.</param>
/// <param name="Committed">Batches that turned out to be committed already.</param>
internal sealed record OpenPlan(bool NewEpoch, (ulong From, ulong Through)? Missing, IReadOnlyList<PendingBatch> Committed);
