namespace TwinGrid.Storage.Embedded.Backup;

/// <summary>What was restored.</summary>
/// <param name="Directory">The data directory.</param>
/// <param name="CreatedAt">When the backup was taken.</param>
/// <param name="Partitions">Its partitions.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record RestoreResult(string Directory, DateTimeOffset CreatedAt, IReadOnlyList<RestoredPartition> Partitions, int Files, long Bytes);

/// <summary>A restored partition.</summary>
/// <param name="Partition">plant/number.</param>
/// <param name="HistoryId">Its new history.</param>
/// <param name="LastIndex">Last commit index that was restored.</param>
public sealed record RestoredPartition(string Partition, Guid HistoryId, ulong LastIndex);
