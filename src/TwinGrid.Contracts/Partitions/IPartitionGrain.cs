using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Contracts.Partitions;

/// <summary>
/// Owner of a partition; key <c>plant/partition</c>. Its activation takes the log over, recovers, and serves through
/// <see cref="IPartitionDirectory"/> in its process. Telemetry does not come through this interface.
/// </summary>
[Alias("twingrid.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that the partition is open, and keeps it so.</summary>
    [Alias("Open")]
    Task<PartitionStatus> OpenAsync(CancellationToken cancellationToken);

    /// <summary>State now.</summary>
    [Alias("GetStatus")]
    Task<PartitionStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Its part of a cut for another process, in pieces; a single one with the reason when there is none.</summary>
    [Alias("Cut")]
    IAsyncEnumerable<PartitionCutPiece> CutAsync(PartitionCutRequest request, CancellationToken cancellationToken);

    /// <summary>What signals did, out of its history.</summary>
    [Alias("Observe")]
    Task<ObservationAnswer> ObserveAsync(ObservationRequest request, CancellationToken cancellationToken);

    /// <summary>Ends lanes, takes a snapshot and lets go of the log.</summary>
    [Alias("Close")]
    Task CloseAsync(CancellationToken cancellationToken);
}
