namespace TwinGrid.Contracts.Storage;

/// <summary>
/// The store refuses writes: a write or sync failed, the disk is full, or another owner took over. Nothing that was not durable before will
/// become so; reads may go on.
/// </summary>
public sealed class StoreFencedException(string message, Exception? innerException = null) : IOException(message, innerException);

/// <summary>Acknowledged data is damaged. An operator must accept the loss before the partition opens again.</summary>
/// <param name="partition">plant/partition.</param>
/// <param name="historyId">History that is damaged: what AcceptDataLoss must name.</param>
/// <param name="message">Where the damage is and what is lost.</param>
public sealed class DataLossException(string partition, Guid historyId, string message) : IOException(message)
{
    /// <summary>plant/partition.</summary>
    public string Partition { get; } = partition;

    /// <summary>History that is damaged.</summary>
    public Guid HistoryId { get; } = historyId;
}

/// <summary>The partition is of another history than the caller named.</summary>
/// <param name="partition">plant/partition.</param>
/// <param name="sent">History that was named.</param>
/// <param name="current">History that it has; empty when the store knows none.</param>
public sealed class HistoryMismatchException(string partition, Guid sent, Guid current)
    : InvalidOperationException($"Partition {partition} has history {current:N}, not {sent:N}.")
{
    /// <summary>plant/partition.</summary>
    public string Partition { get; } = partition;

    /// <summary>History that was named.</summary>
    public Guid Sent { get; } = sent;

    /// <summary>History that it has; empty when the store knows none.</summary>
    public Guid Current { get; } = current;
}

/// <summary>The data directory is in use by another process.</summary>
public sealed class StoreInUseException(string message) : IOException(message);
