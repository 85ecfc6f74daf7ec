using System.Diagnostics.CodeAnalysis;
using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// One (producer, epoch, partition): its batches, and the state that outlives a stream. Senders append, one stream at a time takes batches and
/// brings acks. Thread-safe.
/// </summary>
internal sealed class Lane : IDisposable
{
    private const int DefaultMaxBatchBytes = 1 << 20;

    private readonly Lock gate = new();
    private readonly Pulse progress = new();
    private readonly LaneCounters counters;
    private readonly DecisionBook decided;
    private readonly SemaphoreSlim senders = new(1, 1);
    private readonly IngestProducerOptions options;
    private readonly BatchLedger ledger;
    private readonly BatchBodies bodies;
    private readonly TimeProvider clock;
    private ulong lossCountedThrough;
    private Exception? fault;

    public Lane(uint partition, IngestProducerOptions options, BatchLedger ledger, BatchBodies bodies, TimeProvider clock)
    {
        Partition = partition;
        this.options = options;
        this.ledger = ledger;
        this.bodies = bodies;
        this.clock = clock;
        counters = new LaneCounters();
        decided = new DecisionBook(partition, counters, clock);
        MaxBatchSamples = options.MaxBatchSamples;
    }

    public uint Partition { get; }

    /// <summary>Endpoint of its owner; empty = the client's.</summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>The server's, once known; empty on first contact.</summary>
    public string HistoryId { get; set; } = string.Empty;

    /// <summary>Read-your-acks token of the newest ack; empty before.</summary>
    public string Token { get; private set; } = string.Empty;

    /// <summary>Samples in a batch: the smaller of our limit and the server's.</summary>
    public int MaxBatchSamples { get; private set; }

    /// <summary>Bytes of a batch: the smaller of 1 MiB and the server's limit.</summary>
    public int MaxBatchBytes { get; private set; } = DefaultMaxBatchBytes;

    /// <summary>Fires when there may be something to send.</summary>
    public Pulse Work { get; } = new();

    public ulong Epoch => Locked(() => ledger.Epoch);

    public ulong NextSeq => Locked(() => ledger.NextSeq);

    public long Appended => Locked(() => ledger.Appended);

    public bool AllSent => Locked(() => ledger.AllSent);

    public bool NothingInFlight => Locked(() => ledger.InFlight == 0);

    public bool AwaitsOnlyResults => Locked(() => ledger.AwaitsOnlyResults);

    /// <summary>Takes a batch, in the order of the calls; waits while more than the allowed bytes are unacked.</summary>
    public async ValueTask EnqueueAsync(int samples, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await senders.WaitAsync(cancellationToken);
        try
        {
            BatchDecision? skipped;
            for (var room = progress.Next; !TryAppend(samples, body, out skipped); room = progress.Next)
            {
                await room.WaitAsync(cancellationToken);
            }

            if (skipped is not null)
            {
                options.OnDecided?.Invoke(skipped);
            }
        }
        finally
        {
            senders.Release();
        }

        Work.Fire();
    }

    /// <summary>Waits until all batches appended before the given count are decided.</summary>
    public async Task WaitDecidedAsync(long count, CancellationToken cancellationToken)
    {
        for (var news = progress.Next; !IsDecided(count); news = progress.Next)
        {
            await news.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Places the batches relative to the server's state.</summary>
    /// <exception cref="BatchesGoneException">The server lacks batches that are not held, and declaring them lost was not asked for.</exception>
    public OpenPlan Open(Opened opened)
    {
        OpenPlan plan;
        List<BatchDecision> decisions;
        lock (gate)
        {
            plan = ledger.Open(opened.HighWaterMark);
            if (plan.Missing is { } gap && options.LossPolicy == LossPolicy.Fail)
            {
                throw new BatchesGoneException(
                    $"Producer {options.Producer}, epoch {ledger.Epoch}, partition {Partition}: the server has no batch after {opened.HighWaterMark}; {gap.From} to {gap.Through} are no longer held.",
                    gap.From,
                    gap.Through);
            }

            if (plan.Missing is { } missing && missing.Through > lossCountedThrough)
            {
                counters.Lost += (long)(missing.Through - Math.Max(missing.From - 1, lossCountedThrough));
                lossCountedThrough = missing.Through;
            }

            if (plan.NewEpoch)
            {
                lossCountedThrough = 0;
                bodies.BeginEpoch(ledger.Epoch, ledger.Held);
            }
            else
            {
                counters.Opens++;
            }

            HistoryId = opened.HistoryId;
            TakeLimits(opened);
            decisions = decided.Enter(plan.Committed, opened.Durability, static _ => null, static batch => batch.Sends == 0 && !batch.Recovered);
        }

        Publish(decisions);
        return plan;
    }

    /// <summary>The next batch that the credit allows, as a message; null when there is none.</summary>
    public IngestFrame? Next(Credit credit)
    {
        lock (gate)
        {
            if (ledger.Next(credit.Batches, credit.Bytes) is not { } batch)
            {
                return null;
            }

            var body = bodies.Read(batch);

            if (batch.Sends++ > 0)
            {
                counters.Resent++;
            }
            else
            {
                batch.FirstSent = clock.GetTimestamp();
                counters.Sent += batch.Samples;
            }

            return new IngestFrame(batch.Seq, body);
        }
    }

    /// <summary>Takes a cumulative ack.</summary>
    public void Acknowledge(Ack ack)
    {
        List<BatchDecision> decisions;
        lock (gate)
        {
            Token = ack.Token.Length > 0 ? ack.Token : Token;
            var results = ack.Results.GroupBy(result => result.Seq).ToDictionary(group => group.Key, group => group.Last());
            var done = ledger.Decide(ack.ThroughSeq, results.Count == 0 ? 0 : results.Keys.Max());
            bodies.Acked(done);
            decisions = decided.Enter(done, ack.Durability, batch => results.GetValueOrDefault(batch.Seq), static _ => false);
            Trim();
        }

        Publish(decisions);
        Work.Fire();
    }

    /// <summary>Takes batches as committed whose results the server does not give: they were committed before the stream opened.</summary>
    public void GiveUpResults(Durability durability)
    {
        List<BatchDecision> decisions;
        lock (gate)
        {
            var done = ledger.Decide(ulong.MaxValue, ulong.MaxValue);
            bodies.Acked(done);
            decisions = decided.Enter(done, durability, static batch => new BatchResult { Seq = batch.Seq, ResultsExpired = true }, static _ => false);
        }

        Publish(decisions);
    }

    /// <summary>Ends everything: later calls throw the error.</summary>
    public void Fail(Exception error)
    {
        lock (gate)
        {
            fault ??= error;
        }

        progress.Fire();
        Work.Fire();
    }

    public void Dispose()
    {
        lock (gate)
        {
            bodies.Dispose();
        }
    }

    public void AddTo(ICollection<(LaneCounters Counters, long UnackedBytes)> snapshots)
    {
        lock (gate)
        {
            snapshots.Add((counters.Copy(), ledger.UnackedBytes));
        }
    }

    private void TakeLimits(Opened opened)
    {
        MaxBatchSamples = opened.MaxBatchSamples == 0 ? options.MaxBatchSamples : (int)Math.Min((uint)options.MaxBatchSamples, opened.MaxBatchSamples);
        MaxBatchBytes = opened.MaxBatchBytes == 0 ? DefaultMaxBatchBytes : (int)Math.Min(DefaultMaxBatchBytes, opened.MaxBatchBytes);
        if (options.Repeatable && MaxBatchSamples < options.MaxBatchSamples)
        {
            throw new IngestException(
                $"The server takes {MaxBatchSamples} samples a batch, fewer than the {options.MaxBatchSamples} asked for: the batches would no longer be those of an earlier run.");
        }
    }

    private bool TryAppend(int samples, ReadOnlyMemory<byte> body, out BatchDecision? skipped)
    {
        skipped = null;
        lock (gate)
        {
            ThrowIfFaulted();
            if (ledger.UnackedBytes > 0 && ledger.UnackedBytes + body.Length > options.MaxUnackedBytes)
            {
                return false;
            }

            var place = bodies.Write(ledger.NextSeq, samples, body);
            var (batch, already) = ledger.Append(samples, body);
            bodies.Placed(batch, place);
            if (already)
            {
                skipped = decided.Enter(batch, Durability.Unspecified, null, alreadyCommitted: true);
                Trim();
            }

            return true;
        }
    }

    private bool IsDecided(long count)
    {
        lock (gate)
        {
            ThrowIfFaulted();
            return ledger.IsDecided(count);
        }
    }

    private void Trim()
    {
        var oldest = clock.GetUtcNow() - options.KeepAcked;
        bodies.Dropped(ledger.Trim((batch, kept) => kept > options.KeepAckedBytes || batch.DecidedAt < oldest));
    }

    private void Publish(List<BatchDecision> decisions)
    {
        if (options.OnDecided is { } tell)
        {
            decisions.ForEach(tell);
        }

        progress.Fire();
    }

    [SuppressMessage("Usage", "CA2201", Justification = "The fault is thrown as it came.")]
    private void ThrowIfFaulted()
    {
        if (fault is not null)
        {
            throw fault;
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
