using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.LiveTable;

/// <summary>Where a signal of a type lives in a slot.</summary>
/// <param name="Ordinal">Given out once, in order; never again to another signal.</param>
/// <param name="Definition">The signal; of a retired one as it was last.</param>
/// <param name="Flags">What a sample touches.</param>
/// <param name="SignalIndex">Position in the type's signals; -1 when retired.</param>
/// <param name="MonitorOffset">Bytes from the slot's start to its monitor; -1 = none.</param>
/// <param name="TextIndex">Which of the slot's texts; -1 = none.</param>
internal sealed record SignalLayout(
    int Ordinal, SignalDefinition Definition, SignalFlags Flags, int SignalIndex, int MonitorOffset, int TextIndex)
{
    /// <summary>Takes no samples.</summary>
    public bool IsRetired => (Flags & SignalFlags.Retired) != 0;
}
