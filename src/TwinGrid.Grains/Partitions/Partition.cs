using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Ingest;
using TwinGrid.Grains.Lanes;
using TwinGrid.Grains.Records;
using TwinGrid.Grains.Snapshots;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// A partition that this process owns: its log, the state that is the fold of it, and the one writer of both. Reads look at the state directly and
/// never wait for the writer; everything that changes it goes through the writer's bounded queue. See docs/decisions/0002-state-is-a-fold.md.
/// </summary>
internal sealed class Partition : IPartition, IAsyncDisposable
{
    private const int TicksASecond = 5;

    private readonly PartitionState state;
    private readonly ILogStore store;
    private readonly SnapshotTaker snapshots;
    private readonly PartitionWriter writer;
    private readonly LaneOpener lanes;
    private readonly CutTaker cuts;
    private readonly PartitionOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly double recoverySeconds;
    private readonly HistoryProjections? history;
    private readonly CancellationTokenSource closing = new();
    private Task running = Task.CompletedTask;
    private Task ticking = Task.CompletedTask;
    private int isClosing;

    private Partition(RecoveredPartition recovered, PartitionServices services)
    {
        state = recovered.State;
        Log = recovered.Log;
        recoverySeconds = recovered.Seconds;
        store = services.Store;
        history = services.History;
        options = services.Options;
        clock = services.Clock;
        logger = services.Logger;
        snapshots = new SnapshotTaker(
            state,
            Log,
            services.Snapshots,
            recovered.SnapshotIndexes,
            () => history?.IndexedThrough(Key) ?? ulong.MaxValue - 1,
            options,
            clock,
            services.Logger,
            () => writer!.TryWrite(new WorkItem(new Nudge(snapshots!))));
        writer = new PartitionWriter(state, Log, snapshots, options.QueueCapacity, services.Logger);
        lanes = new LaneOpener(this, state, store.Durability, clock);
        cuts = new CutTaker(state, writer, Log, IsGone);
        var now = Nanoseconds.Now(clock);
        foreach (var producer in state.Lanes.Producers)
        {
            producer.DisconnectedNs = now;
        }
    }

    /// <inheritdoc/>
    public PartitionKey Key => state.Key;

    /// <inheritdoc/>
    public Guid HistoryId => Log.HistoryId;

    /// <inheritdoc/>
    public ulong AppliedIndex => state.AppliedIndex;

    /// <inheritdoc/>
    public ulong DurableIndex => Log.DurableIndex;

    /// <inheritdoc/>
    public bool IsStale => writer.Fenced is not null || store.Fenced.IsCompleted;

    /// <inheritdoc/>
    public PlantDefinition? Definition => state.Layout?.Definition;

    /// <inheritdoc/>
    public IPartitionLog Log { get; }

    /// <inheritdoc/>
    public int SlotCount => state.SlotCount;

    /// <inheritdoc/>
    public IReadOnlyCollection<int> SlotsWithAlarms => state.Alarms.SlotsWithAlarms;

    /// <summary>The state, for other parts of the silo that scan it.</summary>
    internal PartitionState State => state;

    /// <inheritdoc/>
    public PartitionStatus Status => new()
    {
        Key = Key.ToString(),
        HistoryId = HistoryId,
        OwnerEpoch = Log.OwnerEpoch,
        AppliedIndex = AppliedIndex,
        DurableIndex = DurableIndex,
        SnapshotIndex = snapshots.Newest,
        Assets = state.Layout?.Assets.LiveCount ?? 0,
        Series = state.Layout?.SeriesCount ?? 0,
        LanesConnected = CountLanes(),
        State = IsStale ? Contracts.Partitions.PartitionState.Fenced : Volatile.Read(ref isClosing) != 0 ? Contracts.Partitions.PartitionState.Draining : Contracts.Partitions.PartitionState.Open,
        Reason = writer.Fenced?.Message ?? store.Status.FencedReason,
        RecoverySeconds = recoverySeconds,
    };

    /// <summary>Takes the partition over: opens its log, brings its state back, and serves.</summary>
    /// <exception cref="DataLossException">Acknowledged data is damaged.</exception>
    /// <exception cref="StoreFencedException">The store takes no writes.</exception>
    public static async Task<Partition> OpenAsync(PartitionKey key, PartitionServices services, CancellationToken cancellationToken)
    {
        var partition = new Partition(await PartitionRecovery.RunAsync(key, services, cancellationToken), services);
        try
        {
            // History looks at the end of the log before anything is appended to it.
            await (services.History?.AttachAsync(partition, cancellationToken) ?? Task.CompletedTask);
        }
        catch
        {
            await partition.Log.DisposeAsync();
            throw;
        }

        partition.running = Task.Run(partition.writer.RunAsync, CancellationToken.None);
        partition.ticking = Task.Run(partition.TickAsync, CancellationToken.None);
        return partition;
    }

    /// <summary>Hash of the state at one index, taken by the writer between two records.</summary>
    public async Task<(byte[] Hash, ulong Index)> HashStateAsync(CancellationToken cancellationToken) =>
        await SubmitAsync(new ControlOperation<byte[]>(_ => ControlOperation.NoRecord, _ => StateHash.Of(state)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitForAppliedAsync(ulong index, CancellationToken cancellationToken) =>
        AppliedIndex >= index ? ValueTask.CompletedTask : writer.Waiters.WaitAsync(index, () => AppliedIndex, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken) => Log.WaitForDurableAsync(index, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ILane> OpenLaneAsync(LaneRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var operation = lanes.Operation(request);
        try
        {
            return (await SubmitAsync(operation, cancellationToken)).Answer;
        }
        catch (OperationCanceledException)
        {
            _ = CloseAbandonedAsync(operation.Task);
            throw;
        }
        catch (StoreFencedException exception)
        {
            throw new LaneEndedException(LaneEnd.StoreUnavailable, $"The store takes no writes: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public SeriesBinding Resolve(string asset, string signal) => SeriesResolver.Resolve(state.Layout, Key, asset, signal);

    /// <inheritdoc/>
    public SeriesInfo? Describe(SeriesId series) =>
        state.Layout?.SignalOf(series) is { } signal && state.GetAssetInfo(series.Slot) is { } asset
            ? new SeriesInfo(series, asset, signal.Definition, asset.IsRetired || signal.IsRetired)
            : null;

    /// <inheritdoc/>
    public IReadOnlyList<ProducerStatus> ListProducers() => state.Lanes.List(Key.Number);

    /// <inheritdoc/>
    public async ValueTask<(ulong BelowEpoch, ulong CommitIndex)> FenceProducerAsync(
        string producer, ulong belowEpoch, string reason, CancellationToken cancellationToken)
    {
        var (bound, index) = await SubmitAsync(lanes.FenceOperation(producer, belowEpoch, reason), cancellationToken);
        return (bound, index);
    }

    /// <inheritdoc/>
    public async ValueTask<ulong> ApplyDefinitionAsync(PlantDefinition definition, ulong version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var record = new DefinitionAppliedRecord(version, definition.Hash, DefinitionText.Write(definition), Nanoseconds.Now(clock));
        var operation = new ControlOperation<bool>(
            payload =>
            {
                if (state.Layout is { } layout && layout.Version == version && layout.Definition.Hash == definition.Hash)
                {
                    return ControlOperation.NoRecord;
                }

                state.Prepare(record);
                record.Write(payload);
                return RecordKinds.DefinitionApplied;
            },
            _ => true);
        return (await SubmitAsync(operation, cancellationToken)).Index;
    }

    /// <inheritdoc/>
    public int FindAsset(ReadOnlySpan<char> assetId) => state.Layout?.Assets.Find(assetId) ?? -1;

    /// <inheritdoc/>
    public AssetInfo? GetAssetInfo(int slot) => state.GetAssetInfo(slot);

    /// <inheritdoc/>
    public bool TryRead(int slot, AssetView into)
    {
        ArgumentNullException.ThrowIfNull(into);
        while (true)
        {
            if (state.GetAssetInfo(slot) is not { } info || !state.Table.TryRead(slot, into, out var type, out var writtenBy))
            {
                return false;
            }

            if (!ReferenceEquals(type.Definition, info.Type))
            {
                continue; // a definition came into force in between
            }

            into.Info = info;
            into.ActiveAlarms = state.Alarms.CountActive(slot);
            into.ProducerGone = IsGone(writtenBy, Nanoseconds.Now(clock));
            return true;
        }
    }

    /// <inheritdoc/>
    public int CollectChanged(ulong sinceIndex, Span<int> slots) => state.Table.CollectChanged(sinceIndex, slots);

    /// <inheritdoc/>
    public async ValueTask<AssetInfo?> UpdateMetadataAsync(int slot, MetadataUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var isRefused = false;
        var operation = new ControlOperation<AssetInfo?>(
            payload =>
            {
                var info = state.GetAssetInfo(slot) ?? throw new ArgumentOutOfRangeException(nameof(slot), slot, $"Slot {slot} is not in use.");
                isRefused = update.IfRevision is { } revision && revision != info.MetadataRevision;
                if (isRefused)
                {
                    return ControlOperation.NoRecord;
                }

                new MetadataUpdatedRecord(slot, update.DisplayName, update.Labels, Nanoseconds.Now(clock)).Write(payload);
                return RecordKinds.MetadataUpdated;
            },
            _ => isRefused ? null : state.GetAssetInfo(slot));
        return (await SubmitAsync(operation, cancellationToken)).Answer;
    }

    /// <inheritdoc/>
    public IReadOnlyList<AlarmStatus> GetAlarms(int slot) => state.Alarms.GetAlarms(slot);

    /// <inheritdoc/>
    public async ValueTask<AlarmStatus?> ActOnAlarmAsync(int slot, string alarm, AlarmAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        var record = AlarmRecord.Of(slot, alarm, action, Nanoseconds.Now(clock));
        var operation = new ControlOperation<AlarmStatus?>(
            payload =>
            {
                if (FindAlarm(slot, alarm) is null)
                {
                    return ControlOperation.NoRecord;
                }

                payload.Bytes(record.ToBytes());
                return RecordKinds.AlarmDecided;
            },
            _ => FindAlarm(slot, alarm));
        return (await SubmitAsync(operation, cancellationToken)).Answer;
    }

    /// <inheritdoc/>
    public bool TryReadProduction(int slot, out ProductionTotals totals) => state.Production.TryRead(slot, out totals);

    /// <inheritdoc/>
    public ValueTask<PlantCut?> CutAsync(IReadOnlyList<string> lines, long atNs, CancellationToken cancellationToken) =>
        cuts.CutAsync(lines, atNs, cancellationToken);

    /// <summary>Ends all lanes, works the queue off, takes a last snapshot and lets go of the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isClosing, 1) == 0)
        {
            foreach (var producer in state.Lanes.Producers)
            {
                producer.Lane?.End(LaneEnd.Draining, "The partition closes.");
            }

            await closing.CancelAsync();
            await ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            writer.Complete();
            await running;
            await (IsStale ? snapshots.AbandonAsync() : snapshots.CloseAsync());
            await (history?.DetachAsync(Key, Log) ?? Task.CompletedTask);
            await Log.DisposeAsync();
            closing.Dispose();
        }

        await running;
    }

    /// <summary>Checks a batch on the caller's thread and puts it into the queue.</summary>
    internal async ValueTask EnqueueAsync(Lane lane, SampleBatch batch, CancellationToken cancellationToken)
    {
        var isQueued = false;
        try
        {
            var longest = SamplesContent.LongestOf(batch);
            if (longest > Log.MaxPayloadBytes)
            {
                throw new ArgumentException($"The batch may take {longest} bytes in the log; at most {Log.MaxPayloadBytes}.", nameof(batch));
            }

            var rules = state.Rules;
            var now = Nanoseconds.Now(clock);
            await WriteAsync(new WorkItem(lane, batch, rules, SampleCheck.Check(batch, rules, now), now), cancellationToken);
            isQueued = true;
        }
        finally
        {
            if (!isQueued)
            {
                batch.Dispose();
            }
        }
    }

    /// <summary>Puts a loss declaration into the queue.</summary>
    internal ValueTask EnqueueLossAsync(Lane lane, LossRange loss, CancellationToken cancellationToken) =>
        WriteAsync(new WorkItem(lane, loss, Nanoseconds.Now(clock)), cancellationToken);

    /// <summary>A lane's owner is done with it.</summary>
    internal async ValueTask ReleaseAsync(Lane lane)
    {
        if (Volatile.Read(ref isClosing) == 0)
        {
            await lanes.ReleaseAsync(lane);
        }
    }

    /// <summary>Sends an operation through the queue and waits until what it logged is durable.</summary>
    internal async Task<(T Answer, ulong Index)> SubmitAsync<T>(ControlOperation<T> operation, CancellationToken cancellationToken)
    {
        await WriteAsync(new WorkItem(operation), cancellationToken);
        var (answer, index) = await operation.Task.WaitAsync(cancellationToken);
        await Log.WaitForDurableAsync(index, cancellationToken);
        return (answer, index);
    }

    /// <summary>Whoever opened the lane has gone before it was open: nobody else would close it.</summary>
    private static async Task CloseAbandonedAsync(Task<(Lane Lane, ulong Index)> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await (await opening).Lane.DisposeAsync();
        }
    }

    private bool IsGone(uint producerNumber, long nowNs) =>
        state.Lanes.Find(producerNumber) is { Lane: null } producer && nowNs - producer.DisconnectedNs > Nanoseconds.From(options.ProducerGoneAfter);

    private async ValueTask WriteAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(item, cancellationToken);
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            throw new LaneEndedException(LaneEnd.Draining, $"Partition {Key} closes.");
        }
    }

    /// <summary>Once a second: alarms that only a clock can decide, snapshots by age, and a store that failed while nothing was written.</summary>
    private async Task TickAsync()
    {
        var evaluator = new AlarmEvaluator(state.Alarms, () => SlotCount, clock);
        using var timer = new PeriodicTimer(AlarmEvaluator.Period, clock);
        try
        {
            for (var tick = 0; await timer.WaitForNextTickAsync(closing.Token); tick++)
            {
                await OnTickAsync(evaluator, tick);
            }
        }
        catch (OperationCanceledException)
        {
            // closing
        }
#pragma warning disable CA1031 // Told here: nobody awaits the ticks before the partition closes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PartitionLog.TicksEnded(logger, exception, Key);
        }
    }

    private async Task OnTickAsync(AlarmEvaluator evaluator, int tick)
    {
        if (tick % TicksASecond == 0)
        {
            await writer.WriteAsync(new WorkItem(store.Fenced.IsCompleted ? new StoreFailed(store) : new Nudge(snapshots)), closing.Token);
        }

        foreach (var decision in writer.Fenced is null ? evaluator.Look() : [])
        {
            await writer.WriteAsync(new WorkItem(new ControlOperation<bool>(payload => WriteDecision(payload, decision), _ => true)), closing.Token);
        }
    }

    private static byte WriteDecision(StateWriter payload, AlarmRecord decision)
    {
        payload.Bytes(decision.ToBytes());
        return RecordKinds.AlarmDecided;
    }

    private AlarmStatus? FindAlarm(int slot, string alarm) => state.Alarms.GetAlarms(slot).FirstOrDefault(status => status.Alarm == alarm);

    private int CountLanes()
    {
        var count = 0;
        foreach (var producer in state.Lanes.Producers)
        {
            count += producer.Lane is null ? 0 : 1;
        }

        return count;
    }
}
