using TwinGrid.Model.Units;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>An input of a block that follows a component's signal.</summary>
internal sealed class BlockInput(ContinuousBlock block, int handle, Unit unit, ISignal signal) : ISignalListener
{
    public int Handle => handle;

    /// <summary>In SI units.</summary>
    public double Value => unit.ToCoherent(signal.Value);

    public void OnSignal(ISignal changed)
    {
        if (block.IsStarted)
        {
            block.Change(handle, Value);
        }
    }
}
