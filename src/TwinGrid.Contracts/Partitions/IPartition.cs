using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Partitions;

/// <summary>
/// A partition that this process owns, as the gateway and the other parts of the silo see it. Reads never wait for the writer and activate no
/// grain; writes go through the partition's single writer and return once they are durable.
/// </summary>
public interface IPartition
{
    /// <summary>Which one.</summary>
    PartitionKey Key { get; }

    /// <summary>History that its indexes belong to.</summary>
    Guid HistoryId { get; }

    /// <summary>Last commit index that reads reflect.</summary>
    ulong AppliedIndex { get; }

    /// <summary>Last commit index that is durable.</summary>
    ulong DurableIndex { get; }

    /// <summary>Everything a status page shows.</summary>
    PartitionStatus Status { get; }

    /// <summary>The store takes no writes, or ownership is not proven: answers may be old.</summary>
    bool IsStale { get; }

    /// <summary>The definition in force; null before the first.</summary>
    PlantDefinition? Definition { get; }

    /// <summary>Its log, for readers (the history projector, backups).</summary>
    IPartitionLog Log { get; }

    /// <summary>Waits until reads reflect the index.</summary>
    ValueTask WaitForAppliedAsync(ulong index, CancellationToken cancellationToken);

    /// <summary>Waits until the index is durable.</summary>
    ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken);

    /// <summary>Opens a lane.</summary>
    /// <exception cref="LaneEndedException">Fenced epoch, other history, too strong a durability, store unavailable.</exception>
    ValueTask<ILane> OpenLaneAsync(LaneRequest request, CancellationToken cancellationToken);

    /// <summary>Finds a series by asset (id or resource name) and signal.</summary>
    SeriesBinding Resolve(string asset, string signal);

    /// <summary>What a series is; null when there is no such series.</summary>
    SeriesInfo? Describe(SeriesId series);

    /// <summary>Producers that ever opened a lane, by name.</summary>
    IReadOnlyList<ProducerStatus> ListProducers();

    /// <summary>Refuses epochs below the given one (0 = all seen so far). Returns the bound and its commit index.</summary>
    ValueTask<(ulong BelowEpoch, ulong CommitIndex)> FenceProducerAsync(string producer, ulong belowEpoch, string reason, CancellationToken cancellationToken);

    /// <summary>Puts a validated definition in force. Returns its commit index.</summary>
    ValueTask<ulong> ApplyDefinitionAsync(PlantDefinition definition, ulong version, CancellationToken cancellationToken);

    /// <summary>The slot of an asset by its id; -1 when there is none.</summary>
    int FindAsset(ReadOnlySpan<char> assetId);

    /// <summary>Slots ever given out: valid ones are 0 to this minus one.</summary>
    int SlotCount { get; }

    /// <summary>What does not change with telemetry; null for a slot that is not in use.</summary>
    AssetInfo? GetAssetInfo(int slot);

    /// <summary>Reads a slot's live state, consistent in itself. Thread safe, does not wait.</summary>
    /// <returns>False for a slot that is not in use.</returns>
    bool TryRead(int slot, AssetView into);

    /// <summary>
    /// Slots changed after <paramref name="sinceIndex"/>, into <paramref name="slots"/>; returns how many, or -1 when they did not fit.
    /// Never misses a slot whose last change is at or below <see cref="AppliedIndex"/> as it was before the call.
    /// </summary>
    int CollectChanged(ulong sinceIndex, Span<int> slots);

    /// <summary>Changes metadata. Returns null when the etag did not match.</summary>
    ValueTask<AssetInfo?> UpdateMetadataAsync(int slot, MetadataUpdate update, CancellationToken cancellationToken);

    /// <summary>Alarms of a slot, those in the normal state too.</summary>
    IReadOnlyList<AlarmStatus> GetAlarms(int slot);

    /// <summary>Slots with an alarm that is not normal, or shelved.</summary>
    IReadOnlyCollection<int> SlotsWithAlarms { get; }

    /// <summary>Acknowledges, shelves or unshelves. Null when the asset has no such alarm.</summary>
    ValueTask<AlarmStatus?> ActOnAlarmAsync(int slot, string alarm, AlarmAction action, CancellationToken cancellationToken);

    /// <summary>Production accumulators of a slot; false when its type takes no part in production.</summary>
    bool TryReadProduction(int slot, out ProductionTotals totals);

    /// <summary>
    /// The state of the assets in use, all of it as of one position of the log, which is durable. The writer copies it between its batches, a
    /// little at a time, and does not wait. Null when no definition is in force.
    /// </summary>
    /// <param name="lines">Lines that are wanted; those of other partitions are passed over. Empty = all.</param>
    /// <param name="atNs">Instant t0 at which ages and staleness are told, ns since 1970 UTC.</param>
    /// <param name="cancellationToken">Gives the cut up.</param>
    ValueTask<PlantCut?> CutAsync(IReadOnlyList<string> lines, long atNs, CancellationToken cancellationToken);
}
