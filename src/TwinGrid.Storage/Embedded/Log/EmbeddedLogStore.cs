using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.LogCommit;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.Recovery;

namespace TwinGrid.Storage.Embedded.Log;

/// <summary>
/// The embedded store's log: one physical log for all partitions of a data directory. Design: docs/durability.md and
/// docs/decisions/0001-own-log.md.
/// </summary>
public sealed class EmbeddedLogStore : ILogStore
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogFileSystem files;
    private readonly LogState state;
    private readonly SegmentPool pool;
    private readonly GroupCommit commit;
    private readonly Appender appender;
    private readonly string? directory;
    private readonly bool isManual;
    private ITimer? sealTimer;
    private int disposed;

    private EmbeddedLogStore(ILogFileSystem files, Guid storeId, string? directory, EmbeddedLogOptions options, bool isManual)
    {
        options.Validate();
        this.files = files;
        this.directory = directory;
        this.isManual = isManual;
        state = new LogState(storeId, options);
        var recovered = LogRecovery.Run(files, storeId);
        pool = new SegmentPool(files, options, recovered.NextFile);
        commit = new GroupCommit(state, pool, recovered.LastSequence, recovered.LastGroup, isManual);
        appender = new Appender(state, commit);
        TakeOver(recovered);
    }

    /// <inheritdoc/>
    public Durability Durability => files.Io == "unsynced" ? Durability.ProcessCrash : Durability.PowerLoss;

    /// <inheritdoc/>
    public LogStoreStatus Status
    {
        get
        {
            lock (state.Gate)
            {
                return new LogStoreStatus("embedded", files.Io, state.Fence?.Message, state.LogBytes, files.FreeBytes, directory);
            }
        }
    }

    /// <inheritdoc/>
    public Task Fenced => commit.Fenced;

    /// <inheritdoc/>
    public IReadOnlyList<PartitionKey> Partitions => state.Keys;

    internal LogState State => state;

    /// <summary>Opens the log of a data directory; verifies all of it.</summary>
    /// <exception cref="InvalidDataException">Files of another store or version.</exception>
    /// <exception cref="IOException">The disk can't be read or written.</exception>
    public static EmbeddedLogStore Open(DataDirectory directory, EmbeddedLogOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var files = new DiskLogFileSystem(directory.LogPath, options.Io);
        var store = new EmbeddedLogStore(files, directory.StoreId, directory.Path, options, isManual: false);
        store.StartWriter(time);
        return store;
    }

    /// <inheritdoc/>
    public async ValueTask<IPartitionLog> OpenAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (appender.TryTakeOver(partition) is var (taken, epoch, durable))
            {
                await durable.WaitAsync(cancellationToken);
                return new PartitionLog(state, appender, commit, taken, epoch);
            }

            await appender.WaitForRoomAsync(0, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Guid> AcceptDataLossAsync(PartitionKey partition, Guid historyId, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ulong through;
        lock (state.Gate)
        {
            var found = state.Find(partition);
            if (found is null && historyId == Guid.Empty && state.RegistryDamaged)
            {
                state.RegistryDamaged = false;
                return Guid.Empty;
            }

            if (found is null || found.HistoryId != historyId)
            {
                throw new HistoryMismatchException(partition.ToString(), historyId, found?.HistoryId ?? Guid.Empty);
            }

            // The log itself may be sound, and the owner refuse because a snapshot is ahead of it. Whoever has it open is of the old history.
            found.Epoch++;
            through = found.LastIndex;
        }

        return await BeginHistoryAsync(partition, through, reason, cancellationToken);
    }

    /// <summary>Writes what was appended, seals it and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        if (sealTimer is not null)
        {
            await sealTimer.DisposeAsync();
        }

        commit.Close();
        if (isManual)
        {
            WriteUntilFenced();
        }

        await stopped.Task;
        lock (state.Gate)
        {
            state.Segments.ForEach(segment => segment.File.Dispose());
        }

        commit.DisposeRetired();
        pool.Dispose();
    }

    /// <summary>Opens a log whose writer the caller drives by <see cref="RunOnce"/>.</summary>
    internal static EmbeddedLogStore OpenManual(ILogFileSystem files, Guid storeId, EmbeddedLogOptions options) =>
        new(files, storeId, directory: null, options, isManual: true);

    /// <summary>One turn of the writer.</summary>
    internal bool RunOnce() => commit.RunOnce();

    /// <summary>Writes the proof that the last group is complete, as happens when nothing is appended for a while.</summary>
    internal void WantSeal() => commit.WantSeal();

    /// <summary>Keeps all that is in the log until the pin is disposed.</summary>
    internal LogPin Pin() => new(state, commit);

    /// <summary>What the log knows of a partition; null when it is unknown.</summary>
    internal (Guid HistoryId, ulong LastIndex, bool IsDamaged)? DescribePartition(PartitionKey key)
    {
        lock (state.Gate)
        {
            return state.Find(key) is { } partition ? (partition.HistoryId, partition.LastIndex, partition.Damage is not null) : null;
        }
    }

    /// <summary>Begins a new history of a partition: its records up to an index stay, those after it are dropped.</summary>
    internal async Task<Guid> BeginHistoryAsync(PartitionKey key, ulong through, string reason, CancellationToken cancellationToken)
    {
        var historyId = Guid.NewGuid();
        var partition = state.Find(key)!;
        var payload = ControlRecord.EncodeHistoryBegan(historyId, through, reason);
        Task? durable;
        while ((durable = appender.TryAppendControl(partition, ControlRecord.HistoryBegan, payload)) is null)
        {
            await appender.WaitForRoomAsync(payload.Length, cancellationToken);
        }

        await durable.WaitAsync(cancellationToken);
        lock (state.Gate)
        {
            partition.BeginHistory(historyId, through);
            state.Segments.ForEach(segment => segment.Drop(partition.Number, through));
        }

        return historyId;
    }

    private void TakeOver(RecoveredLog recovered)
    {
        state.Segments.AddRange(recovered.Segments);
        foreach (var partition in recovered.Partitions.Values)
        {
            state.Add(partition);
        }

        state.NextPartition = recovered.NextPartition;
        state.RegistryDamaged = recovered.RegistryDamaged;
        recovered.Free.ForEach(pool.Return);
        var tail = state.Segments.Count > 0 ? state.Segments[^1] : null;
        commit.Start(recovered.TailEnd);
        if (tail is not null && recovered.TailIsSound)
        {
            // The seal is durable: what lies behind it was never acknowledged and only takes room.
            tail.File.Truncate(LogFormat.AlignBlock(recovered.TailEnd));
        }
    }

    private void StartWriter(TimeProvider time)
    {
        var thread = new Thread(WriteUntilFenced) { IsBackground = true, Name = "twingrid-log", Priority = ThreadPriority.AboveNormal };
        thread.Start();
        if (state.Options.SealAfter > TimeSpan.Zero)
        {
            sealTimer = time.CreateTimer(_ => commit.WantSeal(), null, state.Options.SealAfter, state.Options.SealAfter);
        }
    }

    private void WriteUntilFenced()
    {
        while (!commit.IsFenced)
        {
            if (!commit.RunOnce() && !commit.IsFenced)
            {
                commit.WaitForWork();
            }
        }

        stopped.TrySetResult();
    }
}
