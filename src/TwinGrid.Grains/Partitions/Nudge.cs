using TwinGrid.Grains.Records;
using TwinGrid.Grains.Snapshots;

namespace TwinGrid.Grains.Partitions;

/// <summary>Makes an idle writer look at its snapshots.</summary>
internal sealed class Nudge(SnapshotTaker snapshots) : ControlOperation
{
    public override byte Prepare(StateWriter payload)
    {
        snapshots.Tick();
        return NoRecord;
    }

    public override void Complete(ulong index)
    {
    }

    public override void Fail(Exception exception)
    {
    }
}
