using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Lanes;
using TwinGrid.Grains.Partitions;

namespace TwinGrid.Grains.Snapshots;

/// <summary>
/// Takes snapshots of a partition by bytes of log and by age, and lets go of the log that nobody needs any more: what both the snapshot before
/// the newest and the history index cover. A partition that has gone quiet snapshots twice, so that it does not hold old segments for ever.
/// </summary>
internal sealed class SnapshotTaker
{
    /// <summary>Bytes that the writer copies between two batches.</summary>
    private const int BytesAStep = 256 << 10;

    /// <summary>Between two snapshots that only make room in the log.</summary>
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(30);

    private readonly PartitionState state;
    private readonly IPartitionLog log;
    private readonly ISnapshotStore store;
    private readonly Func<ulong> indexedThrough;
    private readonly PartitionOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Action wakeWriter;
    private readonly AsyncSignal progress = new();
    private readonly CancellationTokenSource stopping = new();
    private SnapshotJob? job;
    private Task writing = Task.CompletedTask;
    private long bytesSince;
    private long takenAt;
    private ulong newest;
    private ulong previous;
    private ulong released;

    /// <summary>Continues from the snapshots that are there.</summary>
    /// <param name="state">Cut by the writer.</param>
    /// <param name="log">Released when covered.</param>
    /// <param name="store">Where they go.</param>
    /// <param name="kept">Indexes of the snapshots there are, newest first.</param>
    /// <param name="indexedThrough">Commit index that the history covers.</param>
    /// <param name="options">When to take one.</param>
    /// <param name="clock">For the age.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="wake">Makes the writer call <see cref="Advance"/> soon.</param>
    public SnapshotTaker(
        PartitionState state,
        IPartitionLog log,
        ISnapshotStore store,
        IReadOnlyList<ulong> kept,
        Func<ulong> indexedThrough,
        PartitionOptions options,
        TimeProvider clock,
        ILogger logger,
        Action wake)
    {
        this.state = state;
        this.log = log;
        this.store = store;
        this.indexedThrough = indexedThrough;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        wakeWriter = wake;
        newest = kept.Count > 0 ? kept[0] : 0;
        previous = kept.Count > 1 ? kept[1] : 0;
        takenAt = clock.GetTimestamp();
    }

    /// <summary>Index of the newest snapshot; 0 = none.</summary>
    public ulong Newest => Volatile.Read(ref newest);

    /// <summary>Writer: so many bytes went into the log.</summary>
    public void OnAppended(int bytes) => bytesSince += bytes;

    /// <summary>Writer: begins a snapshot when enough was written, and goes on with one that is being taken.</summary>
    public void Advance()
    {
        if (job is not null)
        {
            GoOn(BytesAStep);
        }
        else if (bytesSince >= options.SnapshotBytes)
        {
            Begin();
        }
    }

    /// <summary>Writer, now and then: looks at the clock too.</summary>
    public void Tick()
    {
        Release();
        if (job is not null)
        {
            GoOn(int.MaxValue);
        }
        else if ((state.AppliedIndex > newest || previous < newest) && IsDue(clock.GetElapsedTime(takenAt)))
        {
            Begin();
        }
    }

    /// <summary>After the writer has ended: finishes one that is being taken, and takes a last one when the state moved on.</summary>
    public async Task CloseAsync()
    {
        await FinishAsync();
        if (state.AppliedIndex > Newest)
        {
            Begin();
            await FinishAsync();
        }
    }

    /// <summary>Gives up one that is being taken.</summary>
    public async Task AbandonAsync()
    {
        await stopping.CancelAsync();
        await writing;
    }

    private bool IsDue(TimeSpan age) =>
        age >= options.SnapshotInterval || (age >= LeastInterval && log.HeldBytes > options.HeldLogBytes);

    private async Task FinishAsync()
    {
        for (GoOn(int.MaxValue); job is not null; GoOn(int.MaxValue))
        {
            // Copied or failed: nothing more is asked of the writer, and the task ends by itself.
            await (job.IsCopied || job.HasFailed ? writing : progress.WaitAsync(CancellationToken.None).AsTask());
        }
    }

    private void Wake()
    {
        progress.Set();
        wakeWriter();
    }

    private void Begin()
    {
        job = new SnapshotJob(state);
        state.Writer.Watchers.Add(job);
        bytesSince = 0;
        takenAt = clock.GetTimestamp();
        var begun = job;
        writing = WriteAndTellAsync(begun);
        GoOn(BytesAStep);
    }

    private void GoOn(int bytes)
    {
        if (job is null)
        {
            return;
        }

        if (writing.IsCompleted)
        {
            state.Writer.Watchers.Remove(job);
            job = null;
            return;
        }

        job.Advance(bytes);
        if (job.IsCopied)
        {
            state.Writer.Watchers.Remove(job);
        }
    }

    private async Task WriteAndTellAsync(SnapshotJob begun)
    {
        await Task.Run(() => WriteAsync(begun));
        Wake();
    }

    private async Task WriteAsync(SnapshotJob begun)
    {
        try
        {
            await log.WaitForDurableAsync(begun.Index, stopping.Token);
            await using var writer = await store.BeginAsync(state.Key, log.HistoryId, begun.Index, stopping.Token);
            await begun.WriteAsync(writer, Wake, stopping.Token);
            previous = newest;
            Volatile.Write(ref newest, begun.Index);
            PartitionMetrics.SnapshotTaken();
            SnapshotLog.Taken(logger, state.Key, begun.Index);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidDataException)
        {
            // The log still has everything: the next one is tried when it is due again.
            begun.HasFailed = true;
            PartitionMetrics.SnapshotFailed();
            SnapshotLog.Failed(logger, exception, state.Key, begun.Index);
        }
    }

    /// <summary>Lets go of the log that neither the snapshot before the newest nor the history needs.</summary>
    private void Release()
    {
        var needed = Math.Min(previous, indexedThrough()) + 1;
        if (needed > released)
        {
            released = needed;
            log.ReleaseBefore(needed);
        }
    }
}
