using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Snapshots;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Partitions;

/// <summary>A partition after recovery.</summary>
/// <param name="State">Fold of the whole log.</param>
/// <param name="Log">Its log, taken over.</param>
/// <param name="SnapshotIndexes">Indexes of the snapshots that can be used, newest first.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record RecoveredPartition(PartitionState State, IPartitionLog Log, IReadOnlyList<ulong> SnapshotIndexes, double Seconds);

/// <summary>
/// Brings a partition back: takes its log over, loads the newest snapshot whose checksums and state hash hold, and folds the rest of the log. A
/// snapshot that can't be used only makes the replay longer.
/// </summary>
internal static class PartitionRecovery
{
    /// <summary>Opens and recovers.</summary>
    /// <exception cref="DataLossException">Neither a snapshot nor the log reaches back far enough, or the end of the log is lost.</exception>
    public static async Task<RecoveredPartition> RunAsync(PartitionKey key, PartitionServices services, CancellationToken cancellationToken)
    {
        var started = services.Clock.GetTimestamp();
        var log = await services.Store.OpenAsync(key, cancellationToken);
        try
        {
            var (state, kept) = await LoadAsync(key, log, services, cancellationToken);
            Replay(state, log, cancellationToken);
            var seconds = services.Clock.GetElapsedTime(started).TotalSeconds;
            PartitionMetrics.Recovered(seconds);
            return new RecoveredPartition(state, log, kept, seconds);
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    private static async Task<(PartitionState State, IReadOnlyList<ulong> Kept)> LoadAsync(
        PartitionKey key, IPartitionLog log, PartitionServices services, CancellationToken cancellationToken)
    {
        PartitionState? state = null;
        var kept = new List<ulong>();
        foreach (var info in await services.Snapshots.ListAsync(key, cancellationToken))
        {
            if (info.HistoryId == log.HistoryId && info.Index > log.LastIndex)
            {
                throw new DataLossException(
                    key.ToString(), log.HistoryId, $"A snapshot of {key} holds index {info.Index}, but its log ends at {log.LastIndex}: the end of the log is lost.");
            }

            // One of a history that was cut may hold what this one never had; one before a hole is of no use.
            if (!log.Continues(info.HistoryId, info.Index) || info.Index + 1 < log.FirstIndex)
            {
                continue;
            }

            try
            {
                state ??= await SnapshotLoader.LoadAsync(key, services.Snapshots, info, cancellationToken);
                kept.Add(info.Index);
            }
            catch (InvalidDataException exception)
            {
                PartitionMetrics.SnapshotDamaged();
                SnapshotLog.Damaged(services.Logger, exception, key, info.Id, info.Index);
            }
        }

        return state is not null || log.FirstIndex <= 1
            ? (state ?? new PartitionState(key), kept)
            : throw new DataLossException(
                key.ToString(), log.HistoryId, $"No snapshot of {key} can be used, and its log begins at {log.FirstIndex}: what came before is lost.");
    }

    private static void Replay(PartitionState state, IPartitionLog log, CancellationToken cancellationToken)
    {
        var last = log.LastIndex;
        using var reader = log.OpenReader(state.AppliedIndex + 1);
        while (state.AppliedIndex < last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.TryRead(out var record))
            {
                throw new InvalidDataException($"The log of {state.Key} ends at {state.AppliedIndex} although {last} is durable.");
            }

            state.Apply(record.Kind, record.Payload.Span, record.Index);
        }
    }
}
