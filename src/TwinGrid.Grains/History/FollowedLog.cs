using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.History;

/// <summary>A partition's log as history follows it.</summary>
/// <param name="Key">The partition.</param>
/// <param name="Log">Its log.</param>
/// <param name="Traits">What its series are.</param>
/// <param name="Visible">Commit index that the partition's reads reflect: history must not show less.</param>
internal sealed record FollowedLog(PartitionKey Key, IPartitionLog Log, ISeriesTraits Traits, Func<ulong> Visible)
{
    /// <summary>
    /// Commit index that a read which begins now must reflect. A commit can be durable a moment before the partition has applied it, and those
    /// who follow the durable index (positions of answers, event watches) take it for read.
    /// </summary>
    public ulong Wanted => Math.Max(Visible(), Log.DurableIndex);

    /// <summary>The log of a partition. A store that has failed will not make anything more durable, so its reads then reflect what is.</summary>
    public static FollowedLog Of(IPartition partition) =>
        new(partition.Key, partition.Log, new PartitionTraits(partition), () => partition.IsStale ? partition.DurableIndex : partition.AppliedIndex);
}
