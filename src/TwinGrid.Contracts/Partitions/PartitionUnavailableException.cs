using TwinGrid.Model.Names;

namespace TwinGrid.Contracts.Partitions;

/// <summary>The partition is not open in this process now; it may be soon.</summary>
/// <param name="partition">Which.</param>
/// <param name="reason">Why, as the end of a sentence.</param>
public sealed class PartitionUnavailableException(PartitionKey partition, string reason) : Exception($"Partition {partition} does not serve now: {reason}.")
{
    /// <summary>Which.</summary>
    public PartitionKey Partition { get; } = partition;

    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}
