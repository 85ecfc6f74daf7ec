using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>
/// A lane that the server keeps open for unary calls. Batches enter one at a time, so that the lane decides them in the order in which their
/// callers wait.
/// </summary>
internal sealed class PublishLane : IAsyncDisposable
{
    private readonly ILane lane;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim entrance = new(1, 1);
    private readonly Lock guard = new();
    private readonly Queue<TaskCompletionSource<PublishDecision>> waiting = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task pump;
    private ulong nextSeq;
    private LaneEndedException? ended;

    public PublishLane(ILane lane, TimeProvider clock)
    {
        this.lane = lane;
        this.clock = clock;
        nextSeq = lane.HighWaterMark + 1;
        LastUsed = clock.GetTimestamp();
        pump = PumpAsync();
    }

    /// <summary>Class that its answers state.</summary>
    public Durability Durability => lane.Durability;

    /// <summary>Timestamp of the last call.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Takes nothing more: open another.</summary>
    public bool HasEnded => Volatile.Read(ref ended) is not null;

    /// <summary>Nobody waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (guard)
            {
                return waiting.Count == 0;
            }
        }
    }

    /// <summary>Commits a batch; with seq 0 it gets the lane's next number. Returns its number and what the lane decided.</summary>
    /// <exception cref="LaneEndedException">It was not committed, or nobody knows.</exception>
    public async Task<(ulong Seq, PublishDecision Decision)> PublishAsync(SampleBatch batch, CancellationToken cancellationToken)
    {
        var decision = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        ulong seq;
        await entrance.WaitAsync(cancellationToken);
        try
        {
            seq = batch.Seq == 0 ? nextSeq : batch.Seq;
            batch.Seq = seq;
            LastUsed = clock.GetTimestamp();
            Enter(decision);
            await lane.EnqueueAsync(batch, cancellationToken);
            nextSeq = seq + 1;
        }
        finally
        {
            entrance.Release();
        }

        return (seq, await decision.Task.WaitAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pump;
        await lane.DisposeAsync();
        entrance.Dispose();
        stop.Dispose();
    }

    private void Enter(TaskCompletionSource<PublishDecision> decision)
    {
        lock (guard)
        {
            if (ended is not null)
            {
                throw ended;
            }

            waiting.Enqueue(decision);
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            while (ended is null)
            {
                Answer(await lane.NextAckAsync(stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            End(new LaneEndedException(LaneEnd.Draining, "The server closed the lane; whether the batch was committed is not known."));
        }
        catch (LaneEndedException e)
        {
            End(e);
        }
    }

    private void Answer(in AckUpdate update)
    {
        var results = update.Results.ToLookup(result => result.Seq);
        lock (guard)
        {
            // Decisions come in the order of the queue; sequence numbers can't tell a resend from what it repeats.
            for (var i = 0; i < update.FreedBatches && waiting.TryDequeue(out var decision); i++)
            {
                decision.TrySetResult(new PublishDecision(results, update.CommitIndex));
            }
        }

        if (update.Ended is { } why)
        {
            End(why);
        }
    }

    private void End(LaneEndedException why)
    {
        lock (guard)
        {
            ended = why;
            while (waiting.TryDequeue(out var decision))
            {
                decision.TrySetException(why);
            }
        }
    }
}
