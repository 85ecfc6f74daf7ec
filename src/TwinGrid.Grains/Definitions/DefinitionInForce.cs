using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Definitions;

/// <summary>Opens partitions and puts definitions in force in them. Doing it twice is as good as once.</summary>
internal sealed class DefinitionInForce(IGrainFactory grains, IPartitionDirectory directory)
{
    /// <summary>
    /// What the partitions of a plant are given: the definition, or, once it is retired, the same without lines, so that every series is retired
    /// with its history.
    /// </summary>
    public static PlantDefinition Effective(PlantDefinition definition, bool isRetired)
    {
        if (!isRetired)
        {
            return definition;
        }

        var retired = definition with { Lines = [], Flows = [], Kpis = [] };
        return retired with { Hash = CanonicalForm.Hash(retired) };
    }

    /// <summary>Opens the partition and makes sure that the definition is in force there. Returns the commit index that reflects it.</summary>
    /// <exception cref="DataLossException">Acknowledged data of the partition is damaged.</exception>
    /// <exception cref="StoreFencedException">The store takes no writes.</exception>
    /// <exception cref="PartitionUnavailableException">It closed again at once, or lives in another process.</exception>
    public async Task<ulong> EnsureAsync(PartitionKey key, PlantDefinition definition, ulong version, CancellationToken cancellationToken)
    {
        var status = await OpenAsync(key, cancellationToken);
        if (status.State == PartitionState.DataLoss)
        {
            throw new DataLossException(key.ToString(), status.HistoryId, status.Reason ?? "Acknowledged data is damaged.");
        }

        if (!directory.TryGet(key, out var partition))
        {
            throw status.State == PartitionState.Fenced
                ? new StoreFencedException(status.Reason ?? "The store takes no writes.")
                : new PartitionUnavailableException(key, "it was opened but is not in this process");
        }

        return partition.Definition?.Hash == definition.Hash
            ? partition.AppliedIndex
            : await partition.ApplyDefinitionAsync(definition, version, cancellationToken);
    }

    // A long recovery outlasts the response time-out of a grain call; it goes on meanwhile, so asking again waits for the same one.
    private async Task<PartitionStatus> OpenAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IPartitionGrain>(key.ToString());
        while (true)
        {
            try
            {
                return await grain.OpenAsync(cancellationToken);
            }
            catch (TimeoutException) when (!cancellationToken.IsCancellationRequested)
            {
            }
        }
    }
}
