using TwinGrid.Model.Units;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>An input of a block that follows a component's signal, or one of another block from which a surrogate has cut it off.</summary>
internal sealed class BlockInput(ContinuousBlock block, string port, int handle, Unit unit, ISignal signal) : ISignalListener
{
    private readonly bool isBoolean = block.Model.Describe(handle).IsBoolean;
    private readonly ContinuousSignal? course = signal as ContinuousSignal ?? (signal as ConvertedSignal)?.Source as ContinuousSignal;

    public int Handle => handle;

    /// <summary>Name of the port.</summary>
    public string Port => port;

    /// <summary>Unit of the port.</summary>
    public Unit Unit => unit;

    /// <summary>Furthest that it moved from one step of a surrogate to the next, SI; 0 of a truth value, which jumps.</summary>
    public double Movement { get; private set; }

    /// <summary>In SI units.</summary>
    public double Value => unit.ToCoherent(signal.Value);

    /// <summary>It moves between events: whoever takes it step by step has to look.</summary>
    public bool IsCourse => course is not null;

    /// <summary>Where it comes from can be asked: of two blocks that feed each other one has to begin without the other.</summary>
    public bool IsKnown => course is null || !course.Block.IsStarting;

    public bool FollowsSteps => true;

    /// <summary>Takes it over at the start of a step.</summary>
    public void Look(double before)
    {
        var value = Value;
        Movement = isBoolean ? 0 : Math.Max(Movement, Math.Abs(value - before));
        block.Change(handle, value);
    }

    public void OnSignal(ISignal changed)
    {
        if (block.IsStarted)
        {
            block.Change(handle, Value);
        }
    }
}
