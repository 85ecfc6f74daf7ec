using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>Tells a writer that has nothing to write that the store has failed, so that its lanes end.</summary>
internal sealed class StoreFailed(ILogStore store) : ControlOperation
{
    public override byte Prepare(StateWriter payload) => throw new StoreFencedException(store.Status.FencedReason ?? "The store has failed.");

    public override void Complete(ulong index)
    {
    }

    public override void Fail(Exception exception)
    {
    }
}
